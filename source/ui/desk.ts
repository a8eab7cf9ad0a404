/**
 * Where what needs a person waits for them. The engine awaits a promise; the screen shows what is pending and
 * settles it. Framework-free.
 */
import type {
	BudgetDecision,
	BudgetRequest,
	Consent,
	ConsentRequest,
	Decision,
	DirectionReply,
	DirectionRequest,
	FailureRequest,
	Human,
	Mending,
	Nobody,
	Question,
	Reply,
	ReviewRequest,
} from '../core/ports.ts';

type Pending<K extends string, R> = {readonly id: number; readonly kind: K; readonly request: R};

export type Request =
	| Pending<'question', Question>
	| Pending<'review', ReviewRequest>
	| Pending<'failure', FailureRequest>
	| Pending<'consent', ConsentRequest>
	| Pending<'direction', DirectionRequest>
	| Pending<'budget', BudgetRequest>;

export type RequestKind = Request['kind'];
export type RequestOf<K extends RequestKind> = Extract<Request, {kind: K}>;

type Answers = {
	question: Reply;
	review: Decision;
	failure: Mending;
	consent: Consent;
	direction: DirectionReply;
	budget: BudgetDecision;
};

export type Desk = Human & {
	/** What waits, the oldest first. The same array until something changes. */
	pending(): readonly Request[];
	/** Called after each change; returns how to stop. */
	subscribe(listener: () => void): () => void;
	/** Gives the person's answer. False if the request is no longer there: it was withdrawn, or answered. */
	settle<K extends RequestKind>(request: RequestOf<K>, answer: Answers[K]): boolean;
};

const withdrawn: Nobody = {kind: 'nobody', message: 'The request was withdrawn.', flag: ''};

/** The operation that a request is about; null for what concerns the whole run. */
export function operationOf(request: Request): string | null {
	return request.kind === 'budget' ? null : request.request.output_name;
}

/** An aborted signal withdraws its request: `nobody` answered it, and a failure is left as it is. */
export function createDesk(): Desk {
	const settlers = new Map<number, (answer: never) => void>();
	const listeners = new Set<() => void>();
	let queue: readonly Request[] = [];
	let lastId = 0;

	function change(next: readonly Request[]): void {
		queue = next;
		for (const listener of listeners) listener();
	}

	function take(id: number): ((answer: never) => void) | null {
		const settler = settlers.get(id) ?? null;
		settlers.delete(id);
		if (settler) change(queue.filter(one => one.id !== id));
		return settler;
	}

	function wait<K extends RequestKind>(
		kind: K,
		request: RequestOf<K>['request'],
		signal: AbortSignal,
		ifWithdrawn: Answers[K],
	): Promise<Answers[K]> {
		if (signal.aborted) return Promise.resolve(ifWithdrawn);
		const id = ++lastId;
		return new Promise<Answers[K]>(resolve => {
			const withdraw = () => {
				if (take(id)) resolve(ifWithdrawn);
			};
			signal.addEventListener('abort', withdraw, {once: true});
			settlers.set(id, (answer: Answers[K]) => {
				signal.removeEventListener('abort', withdraw);
				resolve(answer);
			});
			change([...queue, {id, kind, request} as Request]);
		});
	}

	function settle<K extends RequestKind>(request: RequestOf<K>, answer: Answers[K]): boolean {
		const settler = take(request.id) as ((answer: Answers[K]) => void) | null;
		if (!settler) return false;
		settler(answer);
		if (request.kind === 'review' && answer.kind === 'approve' && 'rest' in answer && answer.rest) {
			for (const other of queue) if (other.kind === 'review') settle(other, {kind: 'approve', rest: true});
		}
		return true;
	}

	return {
		pending: () => queue,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		settle,
		ask: (question, signal) => wait('question', question, signal, withdrawn),
		review: (request, signal) => wait('review', request, signal, withdrawn),
		mend: (request, signal) => wait('failure', request, signal, {kind: 'leave'}),
		allow: (request, signal) => wait('consent', request, signal, withdrawn),
		direct: (request, signal) => wait('direction', request, signal, withdrawn),
		extend: (request, signal) => wait('budget', request, signal, withdrawn),
	};
}
