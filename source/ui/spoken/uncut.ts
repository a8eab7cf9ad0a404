import type {Theme} from '../theme.ts';

/** No row is so wide, in cells: one that is read aloud is heard to its end. */
export const uncut = 1000;

/** The cells in which texts are laid out: of what is read aloud the narrator breaks the lines. */
export function roomFor(width: number, {spoken}: Pick<Theme, 'spoken'>): number {
	return spoken ? uncut : width;
}
