/** The view and its filters stand in the hash: #/people?state=in_doubt&q=41555. */
export function route() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { view: path, params: Object.fromEntries(new URLSearchParams(query)) };
}

/** Returns the address of a view. */
export function href(view, params = {}) {
  const wanted = Object.entries(params).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  return `#/${view}${wanted.length ? `?${new URLSearchParams(wanted)}` : ''}`;
}

/** Changes some parameters of the view, null removes one. With replace, the back button skips this. */
export function change(params, { replace = false } = {}) {
  const { view, params: before } = route();
  const next = href(view, { ...before, ...params });
  if (next === location.hash) {
    return;
  }
  if (replace) {
    history.replaceState(null, '', next);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = next;
  }
}
