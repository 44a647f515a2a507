// What the agent answers, as JSON. An answer that is no 2xx becomes an Error with the agent's own sentence.
// A token is the browser's to ask for: it comes with every request to this server.

/** No answer at all. */
export class Unanswered extends Error {}

async function ask(path, options = {}) {
  // Not relative to the page: its address may hold a name and the token, which fetch does not take.
  let response;
  let text;
  try {
    response = await fetch(location.origin + path,
      {...options, cache: 'no-store', signal: AbortSignal.timeout(8000)});
    text = await response.text();
  } catch (error) {
    throw new Unanswered(error.message);
  }
  if (!response.ok) {
    let sentence = response.status + ' ' + response.statusText;
    try {
      sentence = JSON.parse(text).error;
    } catch {
      sentence += ', and no JSON';
    }
    const error = new Error(sentence);
    error.status = response.status;
    throw error;
  }
  return JSON.parse(text);
}

export const get = (path, parameters = {}) => {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== ''));
  return ask(query.size ? path + '?' + query : path);
};

export const put = (path, body) => ask(path, {method: 'PUT', body: JSON.stringify(body)});
