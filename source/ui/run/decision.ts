/** The panel above the foot: what is being decided, typed or has ended. */
import type {Money, RunState} from '../../core/state/run-state.ts';
import {directReasons, stalenessOf} from '../../core/state/staleness.ts';
import {remedyWithin} from '../../core/taking-up.ts';
import {cageSentence} from '../content/output.ts';
import type {Request} from '../desk.ts';
import type {KnownModel} from '../intentions.ts';
import {editorRows} from '../line/editor-rows.ts';
import {clockFace, dollars, plural, spent, spentInWords, tokens, wordList} from '../text/figures.ts';
import {type Line, line} from '../text/line.ts';
import {cutEnd, cutMiddle} from '../text/width.ts';
import {createWrap} from '../text/wrap.ts';
import type {Theme, Tone} from '../theme.ts';
import type {Facts} from './actions.ts';
import {howToRun} from './how-to-run.ts';
import type {Proposal} from './proposal.ts';
import {proposalText} from './proposal-panel.ts';
import type {Editing, Typing} from './screen.ts';
import {suggestedFor} from './suggested-models.ts';

const recordedAnswers = 'The answers are recorded: what you type is kept, but does not change them.';
const nobodyWaits = 'Nobody waits for this any more. What you wrote is kept as a draft; esc leaves.';
const draftWaits = 'A draft of yours waits: e opens it.';
const editKept = 'Your edit is kept, and e opens it again. Above is the version before it.';

export type Decision = {title: string; tone: Tone; rows: Line[]};

/** `height` is the most it may take; null if there is nothing to decide. */
export function decisionOf(
	{
		screen,
		state,
		folder,
		recorded,
		models,
		drafted,
	}: Pick<Facts, 'screen' | 'state' | 'models' | 'drafted'> & {folder: string | null; recorded: boolean},
	width: number,
	height: number,
	theme: Theme,
): Decision | null {
	if (screen.confirm)
		return {title: 'Sure?', tone: 'attention', rows: paragraph(screen.confirm.question, width, height)};
	if (screen.proposal) return proposed(state, screen.proposal, width, height, theme);
	if (screen.editing) return edited(screen.editing, width, height, theme);
	if (screen.typing) return typed(screen.typing, {recorded, models}, width, height, theme);
	if (screen.open) return opened(screen.open, {state, drafted}, width, height, theme);
	return ended(state, folder, width, height, theme);
}

function paragraph(text: string, width: number, most: number, tone?: Tone): Line[] {
	// A question may be of any length: no more of it is laid out than can be shown.
	const wrap = createWrap(width, text.slice(0, width * (most + 1)));
	const rows = Array.from({length: Math.min(most, wrap.count())}, (_, index) => line(wrap.row(index), tone));
	if (wrap.count() > most && rows.length > 0)
		rows[rows.length - 1] = line(cutEnd(`${wrap.row(most - 1)}…`, width), tone);
	return rows;
}

function edited(
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

/** `height` cuts from the last sentence. */
function proposed(
	state: RunState,
	proposal: Proposal,
	width: number,
	height: number,
	{glyphs}: Theme,
): Decision {
	const {title, sentences} = proposalText(state, proposal, glyphs);
	return {title, tone: 'attention', rows: paragraph(sentences.join(' '), width, height)};
}

function typed(
	typing: Typing,
	{recorded, models}: {recorded: boolean; models: readonly KnownModel[]},
	width: number,
	height: number,
	{glyphs}: Theme,
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
		...(purpose === 'model' ? [suggestions(suggestedFor(typing, models))] : []),
	];
	const hint = hints.length === 0 ? [] : paragraph(hints.join(' '), width, 2, 'quiet');
	const room = Math.max(1, height - hint.length);
	const question = paragraph(text, width, Math.max(1, Math.min(4, room - 1)));
	const gap: Line[] = question.length + 2 <= room ? [[]] : [];
	const left = room - question.length - gap.length;
	const input = editorRows(editor, width - 2, Math.max(1, Math.min(8, left)));
	const prompt = (row: Line, index: number): Line => [
		{text: index === 0 ? '> ' : '  ', tone: 'attention'},
		...row,
	];
	return {
		title,
		tone: 'attention',
		rows: [...question, ...hint, ...gap, ...input.map(prompt)].slice(-height),
	};
}

/** `small (gpt-6-luna), qwen3`. */
function suggestions(models: readonly KnownModel[]): string {
	if (models.length === 0) return 'No name that is known begins so; it is sent as you type it.';
	return models.map(({name, means}) => (means === null ? name : `${name} (${means})`)).join(', ');
}

function opened(
	request: Request,
	{state, drafted}: {state: RunState; drafted: boolean},
	width: number,
	height: number,
	{glyphs}: Theme,
): Decision {
	switch (request.kind) {
		case 'question':
			return {
				title: `${glyphs.review} ${request.request.output_name} asks`,
				tone: 'attention',
				rows: paragraph(request.request.question, width, Math.min(4, height)),
			};
		case 'review': {
			const {output_name, consumers, problem, attempt, variants} = request.request;
			const turn = variants.length > 1 ? ': variants' : attempt > 1 ? `, attempt ${attempt}` : '';
			const use =
				consumers.length === 0 ? 'It is an end of the pipeline.' : `${wordList(consumers)} will consume it.`;
			return {
				title: `${glyphs.review} Review ${output_name}${turn}`,
				tone: 'attention',
				rows: [
					...(problem ? [...paragraph(problem, width, 3, 'bad'), line(editKept)] : []),
					...madeFromOthers(state, output_name).flatMap(reason => paragraph(reason, width, 2, 'attention')),
					...(drafted && !problem ? paragraph(draftWaits, width, 1, 'attention') : []),
					...(variants.length > 1
						? paragraph(
								`${plural(variants.length - 1, 'variant')} came; with the first there are ${variants.length} to choose from. Up and down go through them, c shows two at once, C chooses which.`,
								width,
								2,
							)
						: []),
					...paragraph(use, width, 2),
					...(attempt > 1 && variants.length < 2
						? paragraph('d shows what changed since the version before, c both side by side.', width, 1)
						: []),
					...(variants.length > 1
						? []
						: paragraph(
								'What you save in the editor (e here, E your own) is approved with it.',
								width,
								1,
								'quiet',
							)),
				].slice(0, height),
			};
		}

		case 'failure': {
			const {output_name, message, problem, current} = request.request;
			const advice = request.request.remedy;
			const remedy =
				problem !== null
					? 'What you wrote is kept: w opens it again.'
					: advice === null
						? null
						: remedyWithin(advice);
			return {
				title: `${glyphs.failed} ${output_name} failed`,
				tone: 'bad',
				rows: [
					...paragraph(
						problem ?? message,
						width,
						Math.max(1, Math.min(4, height - (current === null ? 2 : 3))),
						'bad',
					),
					...(remedy ? paragraph(remedy, width, 2) : []),
					...(current === null
						? []
						: paragraph('The version of an earlier attempt is kept; a lets it stand.', width, 1, 'quiet')),
				],
			};
		}

		case 'consent': {
			const {output_name, subject} = request.request;
			const what = subject.kind === 'run' ? 'to run a program' : 'to install';
			const rows: Line[] = paragraph(subject.command, width, Math.max(1, Math.min(4, height - 3))).map(row =>
				row.map(span => ({...span, bold: true})),
			);
			if (subject.requirements?.length) rows.push(...paragraph(subject.requirements.join(', '), width, 2));
			rows.push(...paragraph(cageSentence(subject), width, 2, subject.caged ? 'quiet' : 'bad'));
			return {title: `${glyphs.review} ${output_name} asks leave ${what}`, tone: 'attention', rows};
		}

		case 'budget': {
			const {message, spent_usd, spent_tokens} = request.request;
			return {
				title: `${glyphs.review} Budget`,
				tone: 'attention',
				rows: [
					...paragraph(message, width, 3),
					line(`Spent so far: ${dollars(spent_usd)}, ${tokens(spent_tokens)} tokens.`, 'quiet'),
				],
			};
		}
	}
}

/** Sentences: which inputs have become others since the output was made from them. */
function madeFromOthers(state: RunState, output_name: string): string[] {
	const operation = state.operations.get(output_name);
	if (!state.steered || !operation) return [];
	return directReasons(state, operation).flatMap(reason => {
		if (reason.kind !== 'input') return [];
		const {name, consumed, current} = reason;
		const used = consumed === 0 ? `It was made without ${name}` : `It was made from v${consumed} of ${name}`;
		return [current === 0 ? `${used}; there is none now.` : `${used}; the current one is v${current}.`];
	});
}

function ended(
	state: RunState,
	folder: string | null,
	width: number,
	height: number,
	{glyphs}: Theme,
): Decision | null {
	const run = folder ? howToRun(state, folder) : null;
	const hint = run === null ? [] : paragraph(`run it: ${run}`, width, 3, 'accent');
	// A path is one word to the wrapping: it is cut so that it fits its row.
	const most = hint.length + 3 > height ? 1 : 2;
	const path = cutMiddle(
		folder ?? '',
		width - (most === 1 ? 'Everything is in .'.length : 1),
		glyphs.ellipsis,
	);
	const where = paragraph(folder ? `Everything is in ${path}.` : 'Everything is kept.', width, most, 'quiet');
	const rows = (first: string, tone?: Tone) => [
		...paragraph(first, width, Math.max(1, height - where.length - hint.length), tone),
		...where,
		...hint,
	];
	const took = state.finishedAt === null ? '' : clockFace(state.finishedAt - state.startedAt);
	switch (state.status) {
		case 'done':
			return {
				...doneTitle(state, glyphs),
				rows: rows(
					`${state.counts.done} of ${state.operations.size} operations in ${took}, ${costOf(state.money)}.`,
				),
			};
		case 'failed':
			return {
				title: `${glyphs.failed} Failed`,
				tone: 'bad',
				rows: rows(state.message ?? 'The run could not go on.'),
			};
		case 'stopped':
			return {title: 'Stopped', tone: 'attention', rows: rows(state.message ?? 'It can be resumed.')};
		case 'budget':
			return {title: 'Budget reached', tone: 'attention', rows: rows(state.message ?? 'It can be resumed.')};
		case 'waiting':
			return {title: 'Waiting', tone: 'attention', rows: rows(state.message ?? 'It can be resumed.')};
		default:
			return null;
	}
}

function doneTitle(state: RunState, glyphs: Theme['glyphs']): Pick<Decision, 'title' | 'tone'> {
	const {counts} = state;
	const stale = stalenessOf(state).size;
	const lacking = [
		...(stale > 0 ? [`${stale} stale`] : []),
		...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
		...(counts.blocked > 0 ? [`${counts.blocked} blocked`] : []),
	];
	if (lacking.length === 0) return {title: `${glyphs.done} Done`, tone: 'good'};
	return {
		title: `${stale > 0 ? glyphs.stale : glyphs.blocked} Done, but ${lacking.join(', ')}`,
		tone: 'attention',
	};
}

function costOf(money: Money): string {
	const words = spentInWords(money);
	return words === spent(money) ? `for ${words}` : words;
}
