/** What a screen that is read aloud says to the narrator, within its lines. Private characters: no text needs them. */

/** Begins a line in which the person types. */
export const typedMark = '\uE000';
/** Begins a line that is the selected one of a list. */
export const selectedMark = '\uE001';

/** Begins the row of keys. */
export const keysMark = '\uE002';
/** Begins a line of somebody's text. */
export const quotedMark = '\uE003';

/** A text of somebody else's, in which no mark is one: what holds it is shown as lost. */
export function withoutMarks(text: string): string {
	return text.replaceAll(/[\uE000-\uE003]/g, '\uFFFD');
}
