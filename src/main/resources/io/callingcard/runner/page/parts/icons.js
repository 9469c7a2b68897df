import { svg } from './dom.js';

/** Drawings on a field of 20 by 20. */
const PATHS = {
  playground: 'M6 2.500h8a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1zM8.500 15h3',
  overview: 'M3 11h4l2-6 3 10 2-4h3',
  people: 'M7.500 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 17c0-3 2.500-5 5.500-5s5.500 2 5.500 5M13 9a2.500 2.500 0 1 0-1-4.800M14.500 12.200c2 .5 3.500 2.300 3.500 4.800',
  campaigns: 'M3 8v4h3l7 4V4L6 8zM16 8.500v3',
  import: 'M10 3v9M6.500 8.500 10 12l3.500-3.500M3 14v3h14v-3',
  plan: 'M3 15h14M4 11l3 1 9-5-2-1.500-5 1.500-4-2-1 1 2 2.500-2 1z',
  refusals: 'M5 3h7l3 3v11H5zM8 9l4 4M12 9l-4 4',
  lines: 'M3 14a10 10 0 0 1 14 0M6 17a6 6 0 0 1 8 0M10 3v5M7.500 5.500 10 3l2.500 2.500',
  audit: 'M5 3h7l3 3v11H5zM8 9h4M8 12h4',
  sent: 'M4 10.500 8 14.500 16 6',
  in_doubt: 'M7 7.500a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M10 16v.1',
  not_sent: 'M5 5l10 10M15 5 5 15',
  waiting: 'M10 5.500V10l3 2M10 17.500a7.500 7.500 0 1 0 0-15 7.500 7.500 0 0 0 0 15z',
  in_progress: 'M3 10h12M11 6l4 4-4 4',
  set_aside: 'M3 6h14M5 6v10h10V6M8 10h4',
  opted_out: 'M10 17.500a7.500 7.500 0 1 0 0-15 7.500 7.500 0 0 0 0 15zM5 15 15 5',
  ok: 'M4 10.500 8 14.500 16 6',
  rests: 'M7 4h6l-6 7h6M4 16h12',
  paused: 'M7 5v10M13 5v10',
  down: 'M10 4v12M5 11l5 5 5-5',
  close: 'M5 5l10 10M15 5 5 15',
  copy: 'M7 7h9v10H7zM4 13V3h9',
  done: 'M4 10.500 8 14.500 16 6',
};

export function icon(name) {
  return svg('svg.icon', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, svg('path', { d: PATHS[name] ?? '' }));
}
