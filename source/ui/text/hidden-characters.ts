/** What a text holds that acts on terminals, hides or reorders: said before it is given away as it is. */
import {countHidden} from '../../core/visible.ts';
import {plural} from './figures.ts';

const abbreviations =
	'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
		' ',
	);

/** So many kinds are named. */
const named = 4;

/** `3 hidden characters (ESC, U+202E)`; null where there are none. Tabs and line ends are not hidden. */
export function describeHidden(text: string): string | null {
	const counts = countHidden(text);
	if (counts.size === 0) return null;
	let count = 0;
	for (const times of counts.values()) count += times;
	const names = [...counts.keys()].slice(0, named).map(nameOf);
	const more = counts.size > named ? ', …' : '';
	return `${plural(count, 'hidden character')} (${names.join(', ')}${more})`;
}

function nameOf(code: number): string {
	if (code === 0x7f) return 'DEL';
	return abbreviations[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
