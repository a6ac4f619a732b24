// Which layout the window has room for; the same widths as in shell.css.
import { signal } from '@preact/signals';

export const isPhone = watch('(max-width: 759px)');
export const isNarrow = watch('(max-width: 1279px)');
export const isWide = watch('(min-width: 1600px)');
export const isTouch = watch('(hover: none)');

function watch(query: string) {
  const media = matchMedia(query);
  const state = signal(media.matches);
  media.addEventListener('change', () => { state.value = media.matches; });
  return state;
}
