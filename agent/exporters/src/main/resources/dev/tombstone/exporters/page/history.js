// The last five minutes of counts, kept by the page: what rates and charts are made of.

const KEPT_SECONDS = 300;
const points = [];

/** Takes in the counts now. */
export function record(maps, agent) {
  const counts = {};
  let removed = 0;
  let missed = 0;
  for (const map of maps.maps) {
    counts[map.map] = map.removed;
    removed += map.removed;
    missed += map.missed;
  }
  const seconds = agent.uptimeSeconds;
  const last = points.at(-1);
  if (last && seconds < last.seconds) {
    points.length = 0;
  }
  points.push({seconds, at: (performance.timeOrigin + performance.now()) / 1000, counts, removed, missed, maps: maps.maps, cpu: agent.cpuSeconds});
  while (points[0].seconds < seconds - KEPT_SECONDS) {
    points.shift();
  }
}

/** The counts at the last beat. */
export const latest = () => points.at(-1);

/** Difference a second of what `value` says of a point, over the last so many seconds or a little more. */
export function rateOf(value, overSeconds = 1.8) {
  if (points.length < 2) {
    return 0;
  }
  const now = points.at(-1);
  const before = points.findLast(point => now.seconds - point.seconds >= overSeconds) ?? points[0];
  const length = now.seconds - before.seconds;
  return length > 0 ? Math.max(0, value(now) - value(before)) / length : 0;
}

/** Times and, for each of the functions, rates: what a chart draws. */
export function series(values) {
  const times = [];
  const rates = values.map(() => []);
  for (let i = 1; i < points.length; i++) {
    const length = points[i].seconds - points[i - 1].seconds;
    if (length > 0) {
      times.push(points[i].at);
      values.forEach((value, s) => {
        rates[s].push(Math.max(0, value(points[i]) - value(points[i - 1])) / length);
      });
    }
  }
  return [times, ...rates];
}
