const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element: h('button.primary', { type: 'button', onclick: go }, 'Go'). Content is text or elements, never markup, so
 * that nothing a stranger wrote is run.
 */
export function h(name, attributes = {}, ...content) {
  const [tag, ...classes] = name.split('.');
  return fill(document.createElement(tag), classes, attributes, content);
}

/** Makes an element of a drawing. */
export function svg(name, attributes = {}, ...content) {
  const [tag, ...classes] = name.split('.');
  return fill(document.createElementNS(SVG, tag), classes, attributes, content);
}

function fill(element, classes, attributes, content) {
  if (classes.length) {
    element.classList.add(...classes);
  }
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...content.flat(2).filter((each) => each !== null && each !== undefined && each !== false));
  return element;
}

/** Replaces the content of an element, unless it would be the same text. */
export function put(element, ...content) {
  if (content.length === 1 && typeof content[0] === 'string') {
    if (element.textContent !== content[0]) {
      element.textContent = content[0];
    }
    return;
  }
  element.replaceChildren(...content.flat(2).filter((each) => each !== null && each !== undefined && each !== false));
}
