/** Reasoning that some models write into their answer, between `<think>` and `</think>`. */
const opening = /^\s*<(think|thinking|reasoning)>/i;
const fence = /^\s*(`{3,}|~{3,})/;

/**
 * Blanks such lines, so that the others keep their numbers. A block that is never closed reaches to the end;
 * a closing tag alone (the opening one was part of the prompt) reaches back to the beginning. A tag inside a
 * fence is code and stays.
 */
export function blankReasoning(lines: readonly string[]): string[] {
	const kept = [...lines];
	const orphan = kept.findIndex(line => /^\s*<\/(think|thinking|reasoning)>/i.test(line));
	if (orphan !== -1 && !kept.slice(0, orphan).some(line => /<(think|thinking|reasoning)>/i.test(line))) {
		kept.fill('', 0, orphan);
		kept[orphan] = afterClosing(kept[orphan]!) ?? '';
	}

	let fenced: string | null = null;
	for (let index = 0; index < kept.length; index++) {
		const line = kept[index]!;
		const mark = fence.exec(line)?.[1];
		if (mark) {
			if (fenced === null) fenced = mark;
			else if (mark.startsWith(fenced) && line.trim() === mark) fenced = null;
			continue;
		}

		if (fenced !== null || !opening.test(line)) continue;
		let end = index;
		while (end < kept.length && afterClosing(kept[end]!) === null) end++;
		const rest = end < kept.length ? afterClosing(kept[end]!)! : '';
		kept.fill('', index, Math.min(end + 1, kept.length));
		if (end < kept.length) kept[end] = rest;
		index = end;
	}

	return kept;
}

function afterClosing(line: string): string | null {
	const closing = /<\/(think|thinking|reasoning)>/i.exec(line);
	return closing ? line.slice(closing.index + closing[0].length) : null;
}
