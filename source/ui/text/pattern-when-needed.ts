/**
 * A pattern that is made when it is first asked. The build has those of Unicode properties made so that `string-width`
 * measures with: each takes milliseconds, and most screens never need one.
 */
export function patternWhenNeeded(
	make: () => RegExp,
): Pick<RegExp, 'test' | typeof Symbol.search | typeof Symbol.match> {
	let made: RegExp | undefined;
	const pattern = () => {
		made ??= make();
		return made;
	};
	return {
		test: text => pattern().test(text),
		[Symbol.search]: text => pattern()[Symbol.search](text),
		[Symbol.match]: text => pattern()[Symbol.match](text),
	};
}
