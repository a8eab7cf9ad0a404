/** Which parameters a model has refused, and what is sent in their place. */
import type {Parameters} from '../../core/ports.ts';
import type {Trouble} from './trouble.ts';

/** The same limit under its old and its new name. */
const otherName: Record<string, string> = {
	max_tokens: 'max_completion_tokens',
	max_completion_tokens: 'max_tokens',
};

/** What is sent once the refusals are known: renamed if the other name was not refused too, else left out. */
export function adaptParameters(
	parameters: Parameters,
	refused: ReadonlySet<string>,
): Record<string, unknown> {
	const adapted: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(parameters)) {
		if (value === undefined || value === null) continue;
		const other = otherName[name];
		if (!refused.has(name)) adapted[name] = value;
		else if (other && !refused.has(other) && !(other in parameters)) adapted[other] = value;
	}
	return adapted;
}

/**
 * Which of the sent parameters the endpoint refuses as such; null if it complains of something else, a
 * wrong value included: that is for the person to correct.
 */
export function refusedParameter(trouble: Trouble, sent: readonly string[]): string | null {
	if (trouble.status !== 400 && trouble.status !== 422) return null;
	const refuses =
		/unsupported|unknown_parameter|unrecognized|extra_forbidden/.test(trouble.code) ||
		/unsupported|not supported|(does not|doesn't) support|unrecognized|unknown (name|field|parameter|argument)|unexpected|extra[ _](inputs|fields|forbidden)|not (permitted|allowed)/i.test(
			trouble.detail,
		);
	if (!refuses) return null;
	if (trouble.param && sent.includes(trouble.param)) return trouble.param;
	const named = sent.filter(name => mentions(trouble.detail, name));
	return named.sort((a, b) => trouble.detail.indexOf(a) - trouble.detail.indexOf(b))[0] ?? null;
}

/** A note for the person on what became of a refused parameter. */
export function refusalNote(name: string, model: string, sent: Record<string, unknown>): string {
	if (name === 'stream_options') return `\`${model}\` does not count its tokens: they are estimated.`;
	const other = otherName[name];
	return other && other in sent
		? `\`${name}\` was sent as \`${other}\`: \`${model}\` refuses the former.`
		: `\`${name}\` was left out: \`${model}\` refuses it.`;
}

/** Short names such as `n` or `top` stand in many a sentence: those count only in quotes. */
function mentions(text: string, name: string): boolean {
	const escaped = name.replace(/[^\w]/g, '\\$&');
	return new RegExp(name.length < 5 ? `['"\`]${escaped}['"\`]` : `\\b${escaped}\\b`).test(text);
}
