/** The panel of a request that is being decided. */
import type {DirectionRequest} from '../../core/ports.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {directReasons} from '../../core/state/staleness.ts';
import {remedyWithin} from '../../core/taking-up.ts';
import {makeVisible} from '../../core/visible.ts';
import {cageSentence, leaveFor} from '../content/output.ts';
import type {Request} from '../desk.ts';
import {dollars, plural, tokens, wordList} from '../text/figures.ts';
import {type Line, line} from '../text/line.ts';
import {paragraph} from '../text/paragraph.ts';
import type {Theme} from '../theme.ts';
import type {Decision} from './decision.ts';

const draftWaits = 'A draft of yours waits: e opens it.';
const codeKept = 'Your edit is kept, and e opens it again.';
const editKept = 'Your edit is kept, and e opens it again. Above is the version before it.';

export function opened(
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
			const {output_name, consumers, problem, attempt, variants, draft} = request.request;
			if (draft)
				return {
					title: `${glyphs.review} Review ${makeVisible(draft.title, {keepNewlines: false})} of ${output_name}`,
					tone: 'attention',
					rows: [
						...(drafted ? paragraph(draftWaits, width, 1, 'attention') : []),
						...paragraph(`${output_name} is at work, and goes on with it as you leave it.`, width, 2),
						...paragraph('r sends it back with what you say.', width, 1, 'quiet'),
					].slice(0, height),
				};
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
					...((state.operations.get(output_name)?.versions.length ?? 0) > 1 && variants.length < 2
						? paragraph('d shows what changed since the version before, c both side by side.', width, 1)
						: []),
					...(variants.length > 1
						? []
						: paragraph('e edits it here, E in your own editor; saving approves it.', width, 1, 'quiet')),
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
			const unusual = subject.unusual ?? [];
			const most = Math.max(1, Math.min(4, height - (unusual.length > 0 ? 4 : 3)));
			// A line break in it is shown as a sign, so that nothing of it can pass for a row of ours.
			const oneLine = (text: string) => makeVisible(text, {keepNewlines: false});
			const rows: Line[] = paragraph(oneLine(subject.command), width, most).map(row =>
				row.map(span => ({...span, bold: true})),
			);
			if (unusual.length > 0) {
				const lines = unusual.map(oneLine).join(', ');
				rows.push(...paragraph(`Can run or fetch anything: ${lines}`, width, 2, 'bad'));
			} else if (subject.requirements?.length) {
				rows.push(...paragraph(subject.requirements.map(oneLine).join(', '), width, 2));
			}

			rows.push(...paragraph(cageSentence(subject), width, 2, subject.caged ? 'quiet' : 'bad'));
			return {
				title: `${glyphs.review} ${output_name} asks leave ${leaveFor[subject.kind]}`,
				tone: 'attention',
				rows: rows.slice(0, Math.max(height, 2)),
			};
		}

		case 'direction':
			return directed(request.request, width, height, glyphs);

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

const plights: Record<DirectionRequest['about'], string> = {
	patch: 'has a patch to look at',
	lack: 'could not be tried out',
	stuck: 'does not converge',
};

const explained: Record<DirectionRequest['about'], string> = {
	patch: 'a runs it, A all later ones too; r rejects it and tells the model why.',
	lack: 'Nothing in the code needs repair for that. Give it what it lacks, play it (t), or pass it on.',
	stuck: 'Nothing more is asked of a model until you say how to go on.',
};

/** A debugger asks how to go on. */
function directed(
	request: DirectionRequest,
	width: number,
	height: number,
	glyphs: Theme['glyphs'],
): Decision {
	const {output_name, about, message, problem, best} = request;
	const tone = about === 'stuck' ? ('bad' as const) : ('attention' as const);
	return {
		title: `${about === 'stuck' ? glyphs.failed : glyphs.review} ${output_name} ${plights[about]}`,
		tone,
		rows: [
			...(problem === null ? [] : [...paragraph(problem, width, 3, 'bad'), line(codeKept)]),
			...paragraph(message, width, Math.max(1, Math.min(3, height - 2)), about === 'stuck' ? 'bad' : 'plain'),
			...(best
				? paragraph(`Iteration ${best.iteration} got further: ${best.how}. B goes back to it.`, width, 1)
				: []),
			...paragraph(explained[about], width, 2, 'quiet'),
		].slice(0, height),
	};
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
