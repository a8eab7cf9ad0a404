import type {Printing, Store, Stream} from '../store.ts';

/** Shows what the work prints for as long as it lasts. */
export async function whilePrinting<T>(
	store: Store,
	{output_name, attempt}: Stream,
	what: Pick<Printing, 'command' | 'purpose'>,
	work: (onOutput: (text: string) => void) => Promise<T>,
): Promise<T> {
	const of = {output_name, attempt};
	store.beginPrinting(of, what);
	try {
		return await work(text => store.pushPrinted(of, text));
	} finally {
		store.endPrinting(of);
	}
}
