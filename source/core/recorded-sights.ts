/** What a person decided in a recording, found by what they were shown and how often they had seen that. */
type Decided = {output_name: string; key: string; attempt: number; number: number};

/** The `sight`-th decision on what `key` stands for, from 1; null where the recording has none. */
export type RecordedSights<T> = (output_name: string, key: string, sight: number) => T | null;

/** Of several attempts the last counts. */
export function recordedSights<T extends Decided>(decisions: Iterable<T>): RecordedSights<T> {
	const given = new Map<string, T[]>();
	for (const decision of decisions) {
		const key = keyOf(decision.output_name, decision.key);
		const before = (given.get(key) ?? []).filter(
			({attempt, number}) => attempt === decision.attempt && number < decision.number,
		);
		given.set(key, [...before, decision]);
	}
	return (output_name, key, sight) => given.get(keyOf(output_name, key))?.[sight - 1] ?? null;
}

function keyOf(output_name: string, key: string): string {
	return JSON.stringify([output_name, key]);
}
