/** The page before a run that may be paid for: nothing has begun, nothing is written yet. */
import {resolve} from 'node:path';
import {type Ahead, estimateRun, type RunEstimate} from '../../core/estimate/estimate-run.ts';
import {ownPast} from '../../core/estimate/own-past.ts';
import type {PastRun} from '../../core/estimate/past-run.ts';
import type {Operation} from '../../core/pipeline/pipeline.ts';
import type {Runner} from '../../core/ports.ts';
import {currentVersion} from '../../core/state/basis.ts';
import type {RunState} from '../../core/state/run-state.ts';
import {remakable} from '../../core/state/staleness.ts';
import {readPastRuns} from '../../io/memory/past-runs.ts';
import {isAhead, type Plan, type PlannedOperation, type Wanted} from '../../ui/preflight/plan.ts';
import type {Stage} from '../../ui/stage.tsx';
import type {Theme} from '../../ui/theme.ts';
import type {Surroundings} from '../command.ts';
import {askOnStage, type Left} from './ask-on-stage.ts';
import type {RunFlags} from './flags.ts';
import type {Means} from './means.ts';

/** What the page needs to know. */
export type BeforeStart = {plan: Plan; estimate(signal: AbortSignal): Promise<RunEstimate>};

/** Begin, with what the person changed, if there was a page to change it on. */
export type Start = {kind: 'start'} & Partial<Wanted>;

export function askBeforeStart(
	stage: Stage,
	{plan, estimate}: BeforeStart,
	{theme, around}: {theme: Theme; around: Surroundings},
): Promise<Start | Left> {
	return askOnStage(stage, around, over => stage.preflight({plan, theme, estimate: estimate(over)}));
}

/** What is known of a run before it begins; null where nothing is paid for, or nobody wants to see it first. */
export async function foreseeIfAsked(
	{pipeline, modules, runSettings: settings, settings: {preflight}, asked, hosts, answering}: Means,
	occasion: Occasion,
): Promise<BeforeStart | null> {
	const {state, flags, interactive, runner, around, request, files} = occasion;
	const {past = ownPast(state), origin = null, leftOff = null} = occasion;
	if (!interactive || answering.pricing === null || asked.length === 0 || !(flags.preflight ?? preflight))
		return null;
	const pricing = await answering.pricing();
	const models = new Map(asked.map(({output_name, model}) => [output_name, model]));
	const isAnswered = ({output_name, module}: Operation) =>
		(module === 'start_module' && Boolean(request?.trim())) ||
		flags.answers.some(({name}) => name === output_name);
	const unsure = remakable(state);
	const operations = pipeline.operations.map((operation): PlannedOperation => {
		const definition = modules.get(operation.module)?.definition;
		const model = models.get(operation.output_name) ?? null;
		return {
			operation,
			by: definition?.by ?? 'module',
			model,
			priced: model !== null && pricing(model, {input_tokens: 1, output_tokens: 1}) !== null,
			asks: (definition?.asks ?? definition?.by === 'person') && !isAnswered(operation),
			runs: definition?.runs === true,
			stage: unsure.has(operation.output_name) ? 'perhaps' : stageOf(state, operation),
			kept: keptAs(state, operation, origin !== null),
		};
	});
	const resumed = state.status !== 'empty';
	const ahead = operations.map(
		(planned): Ahead => ({...planned.operation, model: isAhead(planned) ? planned.model : null}),
	);
	return {
		plan: {
			name: pipeline.name,
			operations,
			settings,
			stepping: flags.step,
			budget: {...(resumed ? state.budget : pipeline.budget), ...settings.budget},
			money: state.money,
			hosts,
			// Trying it takes a while, and is told of those alone that run programs.
			caged: !operations.some(({runs}) => runs) || (await runner.cage()).name !== null,
			approved: flags.yes,
			files,
			resumed: resumed && origin === null,
			leftOff,
			origin,
		},
		async estimate(signal) {
			const runsDir = resolve(around.folder, flags.runsDir);
			const earlier = await readPastRuns(runsDir, pipeline.name, signal, resumed ? state.run_id : null);
			return estimateRun(ahead, earlier, pricing, past);
		},
	};
}

function stageOf(state: RunState, {output_name}: Operation): PlannedOperation['stage'] {
	const status = state.operations.get(output_name)?.status;
	if (status === 'review') return 'review';
	return status === 'done' || status === 'skipped' ? 'settled' : 'ahead';
}

function keptAs(state: RunState, {output_name}: Operation, begins: boolean): PlannedOperation['kept'] {
	const version = currentVersion(state.operations.get(output_name));
	if (version?.source) return 'taken over';
	return begins && version?.by === 'person' ? 'set' : 'kept';
}

/** The run that is about to begin, or to go on. */
export type Occasion = {
	/** As it stands before this sitting; empty for a new run. */
	state: RunState;
	flags: RunFlags;
	interactive: boolean;
	around: Surroundings;
	runner: Runner;
	/** The task, if it is known. */
	request: string | null;
	/** How many files the workspace holds at first. */
	files: number;
	/** What the run that it goes back to took; its own past where that is left out. */
	past?: PastRun;
	/** Where it comes from, a sentence. */
	origin?: string;
	/** Of a run that is taken up: where it was left. */
	leftOff?: string | null;
};
