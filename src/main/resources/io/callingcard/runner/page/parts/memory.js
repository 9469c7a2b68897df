const PREFIX = 'calling-card.';

/** What this browser keeps: the theme, the language and whether keys are on. A browser without storage keeps nothing. */
export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // The choice then holds until the page is closed.
  }
}
