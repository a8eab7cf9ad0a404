/** What the app itself tells a terminal: looks, titles, notifications, the clipboard. */

declare const own: unique symbol;

/** Text with control sequences of our own in it; what is between them is visible already, or encoded. */
export type Sequence = string & {readonly [own]: true};

/** Whoever calls this vouches for the text. Lint names the few files that may: text of others never comes here. */
export function ownSequence(text: string): Sequence {
	return text as Sequence;
}
