/** The last tab: what an operation is, what it used, and what it did. */
import {estimateTokens} from '../../core/estimate/tokens.ts';
import type {Recalled} from '../../core/events.ts';
import {currentVersion} from '../../core/state/basis.ts';
import {lookOf, timeOf} from '../run/look.ts';
import {duration, recordedShare, spentInWords, tokens} from '../text/figures.ts';
import {type Line, line} from '../text/line.ts';
import {type Content, linesContent, stack, wrapContent} from './content.ts';
import type {Subject} from './output.ts';

export function infoContent(subject: Subject): Content {
	const {operation, now, width, theme, wraps} = subject;
	const {module, inputs, supplement} = operation.operation;
	const look = lookOf(operation, subject, theme, 0);
	const taken = timeOf(operation, now);
	const total = operation.money.input_tokens + operation.money.output_tokens;
	const share = recordedShare(operation.money);
	const source = currentVersion(operation)?.source;
	const origin: [string, string][] = source
		? [['from', `${source.run_id}, action ${source.action}: taken over, not paid again`]]
		: [];
	const facts: [string, string][] = [
		['module', module],
		['status', `${look.word}${operation.attempt > 1 ? `, attempt ${operation.attempt}` : ''}`],
		['inputs', inputs.map(name => nameVersion(name, operation.consumed[name])).join(', ') || 'none'],
		...origin,
		['time', taken === null ? (source ? 'not run here' : 'not begun') : duration(taken)],
		[
			'spent',
			`${tokens(total)} tokens, ${spentInWords(operation.money)}${share === null ? '' : `, ${share}`}`,
		],
	];
	const rows: Line[] = facts.map(([name, value]) => [{text: name.padEnd(10), tone: 'quiet'}, {text: value}]);
	const sections: Content[] = [linesContent(rows)];
	const section = (title: string, content: Content) => {
		if (content.rows > 0) sections.push(linesContent([[], line(title, 'accent', true)]), content);
	};

	section('Supplement', wrapContent(wraps.of(supplement ?? '', width)));
	section('Recalled from earlier runs', linesContent((operation.recalled ?? []).map(recalledLine)));
	section('Files', linesContent(Object.keys(operation.files ?? {}).map(path => line(path))));
	section(
		'Refused',
		linesContent(
			operation.refused.map(({path, reason}) => [{text: path, tone: 'bad'}, {text: `  ${reason}`}]),
		),
	);
	section('Notes', wrapContent(wraps.of(operation.notes.join('\n'), width)));
	section('Notes of the run', wrapContent(wraps.of(subject.runNotes.join('\n'), width)));
	return stack(...sections);
}

function recalledLine({run_id, at, text, cut}: Recalled): Line {
	const size = `about ${tokens(estimateTokens(text))} tokens${cut ? ', cut' : ''}`;
	return [{text: run_id}, {text: `  ${at.slice(0, 16).replace('T', ' ')} UTC, ${size}`, tone: 'quiet'}];
}

function nameVersion(name: string, version: number | undefined): string {
	return version === undefined ? name : `${name} v${version}`;
}
