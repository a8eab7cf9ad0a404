import type {Line} from './line.ts';
import {breakText} from './wrap.ts';

/** A toned row in as many as it takes, none wider than `width` cells. Its text has to be visible already. */
export function wrapLine(spans: Line, width: number): Line[] {
	const text = spans.map(span => span.text).join('');
	return breakText(text, width).map(([from, to]) => cutOut(spans, from, to));
}

function cutOut(spans: Line, from: number, to: number): Line {
	const kept: Line[number][] = [];
	let at = 0;
	for (const span of spans) {
		const text = span.text.slice(Math.max(0, from - at), Math.max(0, to - at));
		if (text !== '') kept.push({...span, text});
		at += span.text.length;
		if (at >= to) break;
	}

	return kept;
}
