import {charactersPerToken} from '../../core/estimate/tokens.ts';
import type {Message, Usage} from '../../core/ports.ts';

/** For endpoints that do not count; marked as a guess. */
export function estimateUsage(messages: readonly Message[], answerLength: number): Usage {
	const asked = messages.reduce((sum, message) => sum + message.content.length, 0);
	return {
		input_tokens: Math.ceil(asked / charactersPerToken),
		output_tokens: Math.ceil(answerLength / charactersPerToken),
		estimated: true,
	};
}
