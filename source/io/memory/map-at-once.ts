/** The results in the order of the items, with at most `most` of them in work at a time. Rejects with the first failure. */
export async function mapAtOnce<T, R>(
	items: readonly T[],
	most: number,
	work: (item: T) => Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	const rest = items.entries();
	const worker = async () => {
		for (const [index, item] of rest) results[index] = await work(item);
	};
	await Promise.all(Array.from({length: Math.min(most, items.length)}, worker));
	return results;
}
