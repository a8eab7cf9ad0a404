import type {Message, Usage} from '../../core/ports.ts';

/** The usual rule of thumb for English text. */
const charactersPerToken = 4;

/** For endpoints that do not count; marked as a guess. */
export function estimateUsage(messages: readonly Message[], answer: string): Usage {
	const asked = messages.reduce((sum, message) => sum + message.content.length, 0);
	return {
		input_tokens: Math.ceil(asked / charactersPerToken),
		output_tokens: Math.ceil(answer.length / charactersPerToken),
		estimated: true,
	};
}
