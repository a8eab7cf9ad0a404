/** The usual rule of thumb for English text. */
export const charactersPerToken = 4;

/** About how many tokens a text amounts to. */
export function estimateTokens(text: string): number {
	return Math.ceil(text.length / charactersPerToken);
}
