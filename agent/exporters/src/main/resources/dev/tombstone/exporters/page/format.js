// Numbers with units.

const WHOLE = new Intl.NumberFormat('en');

export const whole = n => WHOLE.format(Math.round(n));
export const percent = ratio => (ratio * 100).toFixed(ratio < .1 ? 2 : 1) + ' %';
export const seconds = s => s < 10 ? s.toFixed(2) + ' s' : whole(s) + ' s';

export function rate(perSecond) {
  return (perSecond >= 100 ? whole(perSecond) : perSecond.toFixed(1)) + ' /s';
}

export function nanos(n) {
  if (n < 1e3) return whole(n) + ' ns';
  if (n < 1e6) return (n / 1e3).toFixed(1) + ' µs';
  if (n < 1e9) return (n / 1e6).toFixed(1) + ' ms';
  return (n / 1e9).toFixed(2) + ' s';
}

export function bytes(n) {
  return n < 1024 ? n + ' B' : n < 1048576 ? (n / 1024).toFixed(1) + ' KiB' : (n / 1048576).toFixed(1) + ' MiB';
}

export function sampled(ratio) {
  return ratio === 0 ? 'nothing' : ratio >= 1 ? 'every deletion' : '1 in ' + whole(1 / ratio);
}
