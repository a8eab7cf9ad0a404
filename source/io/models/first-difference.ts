const longestLine = 120;

/** Where two texts first differ, as the end of a sentence; null if they are equal. `ahead`: lines that stand before them. */
export function firstDifference(recorded: string, now: string, ahead = 0): string | null {
	if (recorded === now) return null;
	const [before, after] = [recorded.split('\n'), now.split('\n')];
	const line = before.findIndex((text, i) => text !== after[i]);
	const differs = line === -1 ? before.length : line;
	// Where one goes on after the other's end, an empty line would show nothing of it.
	const said = (text: string, i: number) => i >= differs && text !== '';
	const longer = differs < after.length ? after : before;
	const ends = differs >= Math.min(before.length, after.length);
	const at = ends ? Math.max(differs, longer.findIndex(said)) : differs;
	return `line ${at + 1 + ahead}: recorded ${quote(before[at], after[at])}, now ${quote(after[at], before[at])}.`;
}

/** A long line is shown from shortly before the place where it differs. */
function quote(line: string | undefined, other = ''): string {
	if (line === undefined) return 'nothing';
	let same = 0;
	while (same < line.length && line[same] === other[same]) same++;
	const start = line.length > longestLine ? Math.max(0, Math.min(same, line.length) - 40) : 0;
	const shown = line.slice(start, start + longestLine);
	return `“${start > 0 ? '…' : ''}${shown}${start + longestLine < line.length ? '…' : ''}”`;
}
