import type {ModelAnswered} from '../events.ts';
import {type AskOptions, OperationFailure} from '../module.ts';
import type {ModelConfig} from '../pipeline/pipeline.ts';
import {usualLimits, usualRetries} from '../pipeline/usual.ts';
import type {Message, ModelAnswer, ModelFault, ModelLimits, ModelRequest} from '../ports.ts';
import type {Call, OperationState} from '../state/run-state.ts';
import {storeMessages} from '../texts.ts';
import {asError} from '../thrown.ts';
import type {ModelCalls, Reading} from './answer-stream.ts';
import type {Attempt, Crew} from './crew.ts';
import {halt} from './halt.ts';
import {nextTry, remedyOf} from './retry.ts';
import {createRhythm} from './rhythm.ts';

/** The operation's way to the model: logs each try, retries what is worth it, counts what it cost. */
export function openModelDoor(crew: Crew, attempt: Attempt): ModelCalls {
	const {store, model} = crew;
	const {output_name, module} = attempt;
	let call = 0;
	let noted = '';

	async function ask(options: AskOptions, listener: Listener): Promise<ModelAnswer> {
		const operation = operationOf(crew, attempt);
		const config = operation.operation.model_config;
		const {settings} = store.state();
		const resolution = model.resolve(
			operation.redo?.model ??
				settings.models[output_name] ??
				settings.model ??
				options.model ??
				config.model,
		);
		if (resolution.note !== null && resolution.note !== noted) {
			noted = resolution.note;
			if (!attempt.journal.noted(noted)) store.emit({type: 'note-taken', output_name, module, note: noted});
		}

		const given = options.messages ?? [
			...systemMessage(options.system ?? attempt.system),
			{role: 'user' as const, content: options.prompt ?? attempt.prompt},
		];
		const messages = given.map(message => ({...message, content: crew.redact(message.content)}));
		call++;
		const request: ModelRequest = {
			output_name,
			module,
			attempt: attempt.attempt,
			call,
			try: 1,
			model: resolution.model,
			messages,
			parameters: {...settings.parameters, ...config.parameters, ...options.parameters},
			limits: limitsOf(config),
		};

		const known = attempt.journal.call(call, messages);
		if (known) {
			store.emit({
				type: 'answer-reused',
				output_name,
				module,
				attempt: attempt.attempt,
				call,
				source: {run_id: store.state().run_id, action: known.action ?? 0},
				by: known.by,
				prompt: known.prompt,
				response: known.response,
				model: known.model,
			});
			const answer = answerOf(known);
			listener.onText?.(answer.text);
			return answer;
		}

		return askLive(crew, attempt, request, config.retries ?? usualRetries, listener);
	}

	return {
		ask: ({onText, ...options} = {}) => ask(options, {onText}),
		stream: ask,
	};
}

/** Who hears the text as it comes; one that reads it as a stream may have enough of it. */
type Listener = {onText?: (piece: string) => void} | Reading;

async function askLive(
	crew: Crew,
	attempt: Attempt,
	request: ModelRequest,
	retries: number,
	listener: Listener,
): Promise<ModelAnswer> {
	const {store, clock} = crew;
	const reading = 'enough' in listener ? listener : null;
	const source = crew.model.sourceOf?.(request) ?? crew.model.kind;
	const by = source === 'recorded' ? ('recorded' as const) : ('model' as const);
	const prompt = request.messages.findLast(({role}) => role === 'user')?.content ?? '';
	const hasEnough = () => reading?.enough.aborted === true && !attempt.signal.aborted;
	/** What it costs that a try is not made. */
	const nothing = {usage: {input_tokens: 0, output_tokens: 0}, cost_usd: 0};
	let broken: Asked | null = null;
	for (let tryNumber = 1; ; tryNumber++) {
		// Whoever had enough meanwhile went on with what the try before had said: nobody would read another.
		if (broken && hasEnough()) return keep(broken, readSoFar(reading!, request, nothing, by));
		await beforeEnd(attempt.holdBudget(), attempt.signal);
		attempt.signal.throwIfAborted();
		if (broken && hasEnough()) return keep(broken, readSoFar(reading!, request, nothing, by));
		if (broken) reading?.restart();
		const asked = {
			output_name: request.output_name,
			module: request.module,
			attempt: request.attempt,
			call: request.call,
			try: tryNumber,
			prompt,
			model: request.model,
			by,
		};
		await store.commit({
			type: 'model-asked',
			...asked,
			parameters: request.parameters,
			messages: storeMessages(store.state().texts, request.messages, prompt),
		});
		const startedAt = clock.now();
		const {fault, timing, thrown, ...received} = await receive(
			crew,
			attempt,
			{...request, try: tryNumber},
			listener,
		);
		const duration_ms = clock.now() - startedAt;
		// What came after it had enough was not read, however quickly it came.
		const isCut = hasEnough() && received.answer?.text !== reading!.read();
		const answer = isCut ? readSoFar(reading!, request, received.answer ?? fault, by) : received.answer;
		if (answer) return keep(asked, answer, {duration_ms, timing});

		const isOver = attempt.signal.aborted && !attempt.stopped.aborted;
		const again =
			isOver || reading?.mayRestart() === false
				? null
				: nextTry({fault, tryNumber, retries, random: crew.random, allowStallOnce: !crew.interactive});
		const wait = attempt.foreseeWait();
		await store.commit({
			type: 'model-failed',
			...asked,
			response: fault.partial,
			fault: fault.kind,
			message: fault.message,
			retry_in_ms: again?.retry_in_ms ?? null,
			possibly_paid: fault.possibly_paid,
			usage: fault.usage,
			cost_usd: fault.cost_usd,
			duration_ms,
		});
		store.endText(request);
		if (thrown) throw thrown.error;
		if (isOver) attempt.signal.throwIfAborted();
		if (fault.kind === 'aborted' || attempt.signal.aborted) halt(attempt, 'stopped', fault.message);
		if (!again) {
			throw new OperationFailure({
				kind: `model:${fault.kind}`,
				message: fault.message,
				remedy: remedyOf(fault, clock.now()),
			});
		}

		broken = asked;
		await wait(again.retry_in_ms, reading?.enough);
	}

	async function keep(
		asked: Asked,
		answer: ModelAnswer,
		{duration_ms, timing}: Pick<ModelAnswered, 'duration_ms' | 'timing'> = {duration_ms: 0},
	): Promise<ModelAnswer> {
		await store.secure({
			type: 'model-answered',
			...asked,
			model: answer.model,
			response: answer.text,
			usage: answer.usage,
			cost_usd: answer.cost_usd,
			duration_ms,
			finish_reason: answer.finish_reason,
			...(answer.reasoning ? {reasoning: answer.reasoning} : {}),
			...(answer.notes.length > 0 ? {notes: answer.notes} : {}),
			...(timing ? {timing} : {}),
		});
		store.endText(request);
		return answer;
	}
}

/** One try of a call, as each of its actions names it. */
type Asked = Pick<
	ModelAnswered,
	'output_name' | 'module' | 'attempt' | 'call' | 'try' | 'prompt' | 'model' | 'by'
>;

/** A module that has read enough has its answer: what it went on with. It may have been charged for more. */
function readSoFar(
	reading: Reading,
	{model}: ModelRequest,
	{usage, cost_usd}: Pick<ModelFault, 'usage' | 'cost_usd'>,
	by: 'model' | 'recorded',
): ModelAnswer {
	return {
		text: reading.read(),
		model,
		usage,
		cost_usd: by === 'recorded' ? 0 : cost_usd,
		finish_reason: 'enough',
		notes: ['The module read no further.'],
	};
}

/** Rejects as soon as the signal ends it. */
async function beforeEnd(work: Promise<void>, signal: AbortSignal): Promise<void> {
	const ended = Promise.withResolvers<never>();
	const end = () => ended.reject(signal.reason);
	if (signal.aborted) end();
	signal.addEventListener('abort', end, {once: true});
	try {
		await Promise.race([work, ended.promise]);
	} finally {
		signal.removeEventListener('abort', end);
	}
}

type Received = {
	answer: ModelAnswer | null;
	fault: ModelFault;
	timing: [number, number][];
	/** What the module threw over the text as it came: the try ends with that. */
	thrown?: {error: unknown};
};

/** Reads one try's stream to its end, passing the text on as it comes. */
async function receive(
	crew: Crew,
	attempt: Attempt,
	request: ModelRequest,
	listener: Listener,
): Promise<Received> {
	const {store, clock} = crew;
	const startedAt = clock.now();
	const rhythm = createRhythm();
	let fault: ModelFault = silentEnd;
	const signal = 'enough' in listener ? AbortSignal.any([attempt.signal, listener.enough]) : attempt.signal;
	store.beginText(request, request.call);
	try {
		for await (const piece of crew.model.stream(request, signal)) {
			switch (piece.type) {
				case 'text': {
					rhythm.note(clock.now() - startedAt, piece.text.length);
					store.pushText(request, piece.text);
					listener.onText?.(piece.text);
					break;
				}

				case 'reasoning':
					store.pushReasoning(request, piece.text.length);
					break;
				case 'answered':
					store.shareText(request, piece.answer.text);
					return {answer: piece.answer, fault, timing: rhythm.points()};
				case 'failed':
					fault = piece.fault;
			}
		}
	} catch (error) {
		const live = store.lives(request.output_name).find(text => text.attempt === request.attempt);
		const partial = live?.text.toString() ?? '';
		const message = `The module \`${request.module}\` failed over the answer as it came: ${asError(error).message}`;
		return {
			answer: null,
			fault: {...silentEnd, kind: 'other', message, remedy: null, retryable: false, partial},
			timing: rhythm.points(),
			thrown: {error},
		};
	}

	return {answer: null, fault, timing: rhythm.points()};
}

/** A stream that ends without a verdict is cut, never an answer. */
const silentEnd: ModelFault = {
	kind: 'cut',
	message: 'The answer ended without saying that it was whole.',
	remedy: 'Try again.',
	retryable: true,
	retry_after_ms: null,
	possibly_paid: true,
	partial: '',
	usage: null,
	cost_usd: null,
};

function operationOf(crew: Crew, {output_name}: Attempt): OperationState {
	return crew.store.state().operations.get(output_name)!;
}

function systemMessage(system: string): Message[] {
	return system === '' ? [] : [{role: 'system', content: system}];
}

function limitsOf(config: ModelConfig): ModelLimits {
	return {
		first_token_timeout_ms: config.first_token_timeout_ms ?? usualLimits.first_token_timeout_ms,
		idle_timeout_ms: config.idle_timeout_ms ?? usualLimits.idle_timeout_ms,
		timeout_ms: config.timeout_ms ?? usualLimits.timeout_ms,
	};
}

function answerOf(call: Call): ModelAnswer {
	return {
		text: call.response ?? '',
		model: call.model,
		usage: call.usage,
		cost_usd: call.cost_usd,
		finish_reason: call.finish_reason ?? 'stop',
		notes: call.notes,
	};
}
