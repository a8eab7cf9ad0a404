/** Which words of a line are other ones than in the line that it stands for. */
import {diffWordsWithSpace} from 'diff';

export type Stretch = {text: string; changed: boolean};

/** Longer lines are not looked into, units. */
const longest = 4000;
/** Words removed and added together, beyond which a line is a new one. */
const mostEdits = 200;
/** The least share of a line that has to be left for its changes to be worth pointing at. */
const kept = 0.35;

/** Both lines in stretches; null where too little of the old one is left. */
export function compareWords(old: string, now: string): {old: Stretch[]; now: Stretch[]} | null {
	if (old.length > longest || now.length > longest) return null;
	const parts = diffWordsWithSpace(old, now, {maxEditLength: mostEdits});
	if (parts === undefined) return null;
	const common = parts.reduce(
		(sum, {value, added, removed}) => (added || removed ? sum : sum + inkOf(value)),
		0,
	);
	if (common < kept * Math.max(inkOf(old), inkOf(now))) return null;
	return {
		old: parts.filter(({added}) => !added).map(({value, removed}) => ({text: value, changed: removed})),
		now: parts.filter(({removed}) => !removed).map(({value, added}) => ({text: value, changed: added})),
	};
}

/** How much of a text is not space. */
function inkOf(text: string): number {
	return text.replaceAll(/\s/g, '').length;
}
