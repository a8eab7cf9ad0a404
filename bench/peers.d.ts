/**
 * What the bench uses of its peers, which the rest of the project knows nothing of: so the types can be checked where
 * they are not installed.
 */
declare module '@langchain/langgraph' {
	type Channel<T> = {readonly of: T};
	type Update = Record<string, unknown>;
	export const START: '__start__';
	export const END: '__end__';
	export function Annotation<T>(options?: {reducer: (a: T, b: T) => T; default: () => T}): Channel<T>;
	export namespace Annotation {
		function Root<T extends Record<string, Channel<unknown>>>(channels: T): {readonly channels: T};
	}
	export class MemorySaver {}
	export class StateGraph {
		constructor(state: {readonly channels: Record<string, Channel<unknown>>});
		addNode(name: string, work: (state: Update) => Update | Promise<Update>): this;
		addEdge(from: string | string[], to: string): this;
		compile(options: {checkpointer?: MemorySaver}): {
			invoke(
				input: Update,
				options: {configurable: {thread_id: string}; recursionLimit: number},
			): Promise<Record<string, unknown>>;
		};
	}
}

declare module 'p-graph' {
	export type DependencyList = [before: string, after: string][];
	export class PGraph {
		constructor(nodes: ReadonlyMap<string, {run(): Promise<unknown>}>, dependencies: DependencyList);
		run(): Promise<void>;
	}
}
