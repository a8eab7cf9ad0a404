/** For `sort`: names as a list of files has them, in any case of letters. (`localeCompare` takes 5 ms to begin.) */
export function byName(one: string, other: string): number {
	return compare(one.toLowerCase(), other.toLowerCase()) || compare(one, other);
}

function compare(one: string, other: string): number {
	if (one === other) return 0;
	return one < other ? -1 : 1;
}
