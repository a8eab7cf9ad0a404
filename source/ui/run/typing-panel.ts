/** The panels of what is being typed: a line, or a text that is edited in place. */
import type {KnownModel} from '../intentions.ts';
import {editorRows} from '../line/editor-rows.ts';
import type {Line} from '../text/line.ts';
import {paragraph} from '../text/paragraph.ts';
import type {Theme} from '../theme.ts';
import type {Decision} from './decision.ts';
import type {Editing, Typing} from './screen.ts';
import {isNameOf, suggestedFor} from './suggested-models.ts';

const recordedAnswers = 'The answers are recorded: what you type is kept, but does not change them.';
const nobodyWaits = 'Nobody waits for this any more. What you wrote is kept as a draft; esc leaves.';

export function edited(
	{title, purpose, problem, withdrawn}: Editing,
	width: number,
	height: number,
	{glyphs}: Theme,
): Decision {
	if (withdrawn) {
		return {
			title: `${glyphs.edited} Edit ${title}: no longer asked for`,
			tone: 'attention',
			rows: paragraph(nobodyWaits, width, height),
		};
	}

	const reason =
		problem === null ? [] : paragraph(problem, width, Math.max(1, Math.min(4, height - 1)), 'bad');
	return {
		title: `${glyphs.edited} Edit ${title}${problem === null ? '' : ': it was refused'}`,
		tone: problem === null ? 'edited' : 'bad',
		rows: [...reason, ...paragraph(purpose, width, 2, 'quiet')].slice(0, height),
	};
}

export function typed(
	typing: Typing,
	{recorded, models}: {recorded: boolean; models: readonly KnownModel[]},
	width: number,
	height: number,
	{glyphs, spoken}: Theme,
): Decision {
	const {request, about, purpose, editor, withdrawn} = typing;
	const asked: Record<Typing['purpose'], {title: string; text: string}> = {
		answer: {
			title: `${glyphs.review} ${about} asks`,
			text: request?.kind === 'question' ? request.request.question : '',
		},
		feedback: {
			title: `${glyphs.review} Redo ${about}`,
			text: 'What should be different? The model sees its answer and this.',
		},
		hint: {
			title: `${glyphs.failed} Retry ${about}`,
			text: 'A hint for the next attempt, if you have one. An empty line simply tries again.',
		},
		advice: {
			title: `${glyphs.review} A hint for ${about}`,
			text: 'What should the model know? It sees this with the code and the failure.',
		},
		rejection: {
			title: `${glyphs.review} Reject the patch of ${about}`,
			text: 'What is wrong with it? The code is put back, and the model is told.',
		},
		input: {
			title: `${glyphs.review} Input for ${about}`,
			text: 'What the program reads, a line for each question; Ctrl-J begins a new line.',
		},
		arguments: {
			title: `${glyphs.review} Arguments for ${about}`,
			text: 'What follows the command, as on a command line.',
		},
		ceiling: {
			title: `${glyphs.review} Raise the budget`,
			text: 'The new ceiling for this run: 2.50 for dollars, 500k for tokens, or 30 min.',
		},
		model: {
			title: `${glyphs.review} ${about} with another model`,
			text: 'The name of a model, or of a role. It answers this time only.',
		},
	};
	const {title, text} = withdrawn
		? {title: `${asked[purpose].title}: no longer asked for`, text: nobodyWaits}
		: asked[purpose];
	const optional = request?.kind === 'question' && request.request.optional && purpose === 'answer';
	const hints = [
		...(optional ? ['An empty line passes.'] : []),
		...(recorded && purpose === 'answer' ? [recordedAnswers] : []),
		...(purpose === 'model' ? [suggestions(typing, models)] : []),
	];
	const hint = hints.length === 0 ? [] : paragraph(hints.join(' '), width, 2, 'quiet');
	const room = Math.max(1, height - hint.length);
	const question = paragraph(text, width, Math.max(1, Math.min(4, room - 1)));
	const gap: Line[] = question.length + 2 <= room ? [[]] : [];
	const left = room - question.length - gap.length;
	const input = editorRows(
		editor,
		width - 2,
		spoken ? editor.text.length + 1 : Math.max(1, Math.min(8, left)),
	);
	const prompt = (row: Line, index: number): Line => [
		// Read aloud, all of it is what is typed, and no row of it stands among others.
		...(spoken ? [{text: '', cursor: true as const}] : []),
		{text: index === 0 ? '> ' : '  ', tone: 'attention'},
		...row,
	];
	return {
		title,
		tone: 'attention',
		rows: [...question, ...hint, ...gap, ...input.map(prompt)].slice(spoken ? 0 : -height),
	};
}

/** `small (gpt-6-luna), qwen3`. */
function suggestions(typing: Typing, models: readonly KnownModel[]): string {
	const suggested = suggestedFor(typing, models);
	if (suggested.length === 0 && isNameOf(typing, models)) return 'A name that is known.';
	if (suggested.length === 0) return 'No name that is known begins so; it is sent as you type it.';
	return suggested.map(({name, means}) => (means === null ? name : `${name} (${means})`)).join(', ');
}
