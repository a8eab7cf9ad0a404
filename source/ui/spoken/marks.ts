/** What a screen that is read aloud says to the narrator, within its lines. Private characters: no text needs them. */

/** Begins a line in which the person types. */
export const typedMark = '\uE000';
/** Begins a line that is the selected one of a list. */
export const selectedMark = '\uE001';
