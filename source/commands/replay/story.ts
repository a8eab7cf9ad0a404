/** A run told as text: what each operation was told and answered, and what came between. */
import type {ConsentSubject, EventOf, RunEvent} from '../../core/events.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {makeVisible} from '../../core/visible.ts';
import {clockFace, dollars, duration, plural, tokens} from '../../ui/text/figures.ts';

/** How much of a text is told in short, characters. */
const short = 100;
/** Below the marks of the operations. */
const indent = ' '.repeat(9);

/** How a run ends, after its name. */
const endings: Record<EventOf<'run-finished'>['status'], string> = {
	done: 'is done',
	failed: 'failed',
	stopped: 'was stopped',
	budget: 'reached its budget',
	waiting: 'waits for a person',
};

export type Telling = {
	/** Texts whole, instead of how they begin. */
	whole: boolean;
};

/** What an event adds to the story, as text that is safe to print; `state` is the one after it. */
export type Teller = (event: RunEvent, state: RunState) => string;

/** Tells one event after the other. */
export function createTeller(telling: Telling): Teller {
	/** Whose part of the story stands above. */
	let above: string | null = null;
	return (event, state) => {
		const lines = linesOf(event, state, telling);
		const name = 'output_name' in event ? event.output_name : null;
		// Operations run side by side.
		if (name !== null && name !== above && lines[0]?.startsWith(indent))
			lines.unshift(`${indent.slice(2)}… ${name}`);
		if (lines.length > 0) above = name;
		return lines.map(line => `${makeVisible(line, {keepNewlines: false})}\n`).join('');
	};
}

function linesOf(event: RunEvent, state: RunState, {whole}: Telling): string[] {
	const at = (line: string) => `${clockFace(state.at - state.startedAt).padStart(7)}  ${line}`;
	const below = (label: string, text: string | null, figures: string[] = []) =>
		tellText(label, text, {whole, figures});
	switch (event.type) {
		case 'run-started':
			return [
				`${event.pipeline_name}  ${event.run_id}  ${dateOf(event.timestamp)}`,
				...(event.forked_from ? [at(`forked from ${event.forked_from.run_id}`)] : []),
				...(event.continues ? [at(`continues ${event.continues.run_id}`)] : []),
				...below('request', event.request),
			];
		case 'run-resumed':
			return [at(`taken up again, ${dateOf(event.timestamp)}`)];
		case 'pipeline-changed':
			return [at(event.kept ? 'goes on as recorded, though code changed' : 'the pipeline was changed')];
		case 'run-forked':
			return [at(`forked: ${event.child_run_id}`)];
		case 'module-started':
			return [
				at(
					`● ${event.output_name}  ${event.module ?? ''}${nth(event.attempt)}${event.variant ? ', a variant' : ''}`,
				),
				...below('told', event.prompt || null),
			];
		case 'model-asked':
			return [`${indent}asked    ${ofCall(event)}${event.model ?? 'a model'}`];
		case 'model-answered':
			return [
				...below('answered', event.response ?? '', [event.model ?? '', ...figuresOf(event)]),
				...(event.notes ?? []).map(note => `${indent}${note}`),
			];
		case 'model-failed':
			return [
				`${indent}! ${ofCall(event)}${event.message}${
					event.retry_in_ms === null ? '' : ` Tried again in ${duration(event.retry_in_ms)}.`
				}`,
				...below('had come', event.response || null),
			];
		case 'answer-reused':
			return [
				at(
					event.call === null
						? `↺ ${event.output_name}  taken over from ${event.source.run_id}`
						: `↺ ${event.output_name}  call ${event.call} taken over`,
				),
				...below('answer', event.response),
			];
		case 'question-asked':
			return [...below('asks', event.question)];
		case 'question-answered':
			return event.declined ? [`${indent}the person had nothing to say`] : below('person', event.response);
		case 'draft-shown':
			return [
				at(`◆ ${event.output_name}  a person decides on ${event.title}`),
				...below('draft', event.text),
			];
		case 'draft-decided':
			return [
				at(
					`◆ ${event.output_name}  ${event.decision} of its draft${event.by === 'module' ? ', nobody was asked' : ''}`,
				),
				...below('feedback', event.feedback || null),
				...below('edited', event.response),
			];
		case 'consent-asked':
			return [`${indent}asks to ${wordsOf(event.subject)}`];
		case 'consent-given':
			return [`${indent}may ${wordsOf(event.subject)} (${event.lasts})`];
		case 'consent-refused':
			return [`${indent}may not ${wordsOf(event.subject)}: ${event.reason}`];
		case 'direction-asked':
			return [
				`${indent}asks how to go on: ${event.message}`,
				...(event.problem === undefined ? [] : [`${indent}! ${event.problem}`]),
			];
		case 'direction-given':
			return [
				at(`◆ ${event.output_name}  ${toldOf(event)}`),
				...below(event.course === 'edit' ? 'code' : event.course, event.response),
			];
		case 'files-written':
			return [
				`${indent}files    ${Object.keys(event.files).join(', ') || 'none'}`,
				...(event.deleted.length > 0 ? [`${indent}deleted  ${event.deleted.join(', ')}`] : []),
				...event.refused.map(({path, reason}) => `${indent}! refused to write ${path}: ${reason}`),
			];
		case 'dependencies-installed':
			return [
				`${indent}${event.ok ? 'installed' : '! could not install'} ${event.requirements.join(' ') || event.command} in ${duration(event.duration_ms)}`,
				...(whole ? outputsOf(event) : []),
			];
		case 'program-ran':
			return [
				at(
					`  iteration ${event.iteration}: ${event.purpose === 'test' ? 'tested' : 'ran'} ${event.command}${event.recorded ? ' (recorded)' : ''}: ${event.summary}, ${duration(event.duration_ms)}`,
				),
				...(whole ? outputsOf(event) : []),
			];
		case 'review-requested':
			return [
				at(
					`◆ ${event.output_name}  a person decides on ${event.subject === 'output' ? 'the output' : 'the failure'}`,
				),
				...(event.problem === undefined ? [] : [`${indent}! ${event.problem}`]),
			];
		case 'review-decided':
			return [
				at(
					`◆ ${event.output_name}  ${event.decision}${event.by === 'module' ? ' (--yes)' : ''}${event.rest ? ', and all that follow' : ''}`,
				),
				...below('feedback', event.feedback),
				...below('text', event.response),
			];
		case 'module-finished':
			return [
				at(`✓ ${event.output_name}  v${event.version} by ${event.by}${took(event.output_name, state)}`),
				...below('output', wasAnswered(event, state) ? null : event.response),
				...(event.messages ?? []).map(message => `${indent}${message}`),
			];
		case 'module-failed':
			return [
				at(`✗ ${event.output_name}: ${event.message}`),
				...(event.remedy === null ? [] : [`${indent}→ ${event.remedy}`]),
			];
		case 'module-blocked':
			return [at(`⊘ ${event.output_name}: blocked, because ${event.because} has no output`)];
		case 'module-skipped':
			return [at(`⊘ ${event.output_name}: skipped. ${event.message}`)];
		case 'note-taken':
			return [`${indent}${event.output_name === null ? '' : `${event.output_name}: `}${event.note}`];
		case 'output-edited':
			return [
				at(`✎ ${event.output_name}  v${event.version} by ${event.by}`),
				...below('text', event.response),
			];
		case 'edit-undone':
			return [at(`✎ ${event.output_name}  undone: v${event.version} is the current one again`)];
		case 'version-chosen':
			return [at(`✎ ${event.output_name}  v${event.version} chosen`)];
		case 'prompt-edited':
			return [
				at(`✎ ${event.output_name}  instructed anew${event.undo ? ' (an edit taken back)' : ''}`),
				...below('system', event.system),
				...below('suppl.', event.supplement),
			];
		case 'operation-pinned':
			return [at(`${event.output_name}  ${event.pinned ? 'pinned' : 'no longer pinned'}`)];
		case 'operation-rerun':
			return [
				at(`${event.output_name}  is made anew${event.why === 'asked' ? '' : ', because it is stale'}`),
			];
		case 'stepping-set':
			return [at(event.stepping ? 'step by step from here' : 'no longer step by step')];
		case 'breakpoint-set':
			return [at(`${event.output_name}  ${event.on ? 'breakpoint set' : 'breakpoint taken away'}`)];
		case 'operation-passed':
			return [at(`${event.output_name}  let through`)];
		case 'budget-raised':
			return [
				at(
					`budget raised${event.output_name === null ? '' : ` for ${event.output_name}`}: ${ceilings(event.budget)}`,
				),
			];
		case 'run-paused':
			return [at(event.paused ? 'paused' : 'goes on')];
		case 'run-finished':
			return [at(`the run ${endings[event.status]}${event.message === null ? '' : `: ${event.message}`}`)];
	}
}

/** Nothing where there is no text. */
function tellText(
	label: string,
	text: string | null,
	{whole, figures}: {whole: boolean; figures: string[]},
): string[] {
	if (text === null) return [];
	const head = `${indent}${label.padEnd(8)}`;
	if (whole) {
		const lines = text.split(/\r?\n/).map(line => `${indent}  │ ${line}`);
		return [`${head} ${figures.join('  ')}`.trimEnd(), ...lines];
	}

	const line = text
		.slice(0, short * 4)
		.replaceAll(/\s+/g, ' ')
		.trim();
	const begins = line.length > short ? `${line.slice(0, short - 1)}…` : line;
	const size = text.length > short ? [`${text.length} characters`] : [];
	const told = [...size, ...figures].filter(Boolean);
	return [`${head} ${begins}${told.length > 0 ? `  (${told.join(', ')})` : ''}`];
}

function outputsOf({stdout, stderr}: {stdout: string; stderr: string}): string[] {
	return [
		...(stdout === '' ? [] : tellText('stdout', stdout, {whole: true, figures: []})),
		...(stderr === '' ? [] : tellText('stderr', stderr, {whole: true, figures: []})),
	];
}

function toldOf({course, model, iteration, rest}: EventOf<'direction-given'>): string {
	if (course === 'model') return `goes on with ${model}`;
	if (course === 'roll-back') return `rolled back to iteration ${iteration}`;
	return `${course}${rest ? ', and all later patches' : ''}`;
}

function dateOf(timestamp: string): string {
	return `${new Date(timestamp).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function nth(attempt: number): string {
	return attempt > 1 ? `, attempt ${attempt}` : '';
}

function ofCall({call, try: number}: {call: number; try: number}): string {
	if (call === 1 && number === 1) return '';
	return `call ${call}${number > 1 ? `, try ${number}` : ''}: `;
}

function figuresOf({usage, cost_usd, duration_ms}: EventOf<'model-answered'>): string[] {
	return [
		usage ? `${tokens(usage.input_tokens + usage.output_tokens)} tok` : '',
		cost_usd === null ? '' : dollars(cost_usd),
		duration(duration_ms),
	];
}

function wordsOf({kind, command, caged}: ConsentSubject): string {
	const where = caged ? ` in the cage${kind === 'network' ? ', with the network' : ''}` : '';
	return `${kind === 'install' ? 'install by' : 'run'} ${command}${where}`;
}

/** What stands above already. */
function wasAnswered({output_name, response}: EventOf<'module-finished'>, state: RunState): boolean {
	return state.operations.get(output_name)?.calls.at(-1)?.response === response;
}

function took(output_name: string, state: RunState): string {
	const operation = state.operations.get(output_name);
	if (!operation || operation.startedAt === null || operation.finishedAt === null) return '';
	return `, ${duration(operation.finishedAt - operation.startedAt)}${
		operation.versions.length > 1 ? `, of ${plural(operation.versions.length, 'version')}` : ''
	}`;
}

function ceilings(budget: {max_usd?: number; max_tokens?: number; max_minutes?: number}): string {
	const {max_usd, max_tokens, max_minutes} = budget;
	return [
		max_usd === undefined ? '' : dollars(max_usd),
		max_tokens === undefined ? '' : `${tokens(max_tokens)} tokens`,
		max_minutes === undefined ? '' : `${max_minutes} minutes`,
	]
		.filter(Boolean)
		.join(', ');
}
