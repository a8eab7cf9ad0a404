import {dollars} from '../../ui/text/figures.ts';

/** `$0.03`, with `+?` where a part of it is unknown. */
export function costOf({usd, unknown}: {usd: number; unknown: boolean}): string {
	return `${dollars(usd)}${unknown ? '+?' : ''}`;
}
