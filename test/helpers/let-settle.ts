/** Lets promises that are ready settle. */
export async function letSettle(): Promise<void> {
	for (let turn = 0; turn < 5; turn++) await new Promise<void>(resolve => setImmediate(resolve));
}
