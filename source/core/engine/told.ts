import type {Recalled} from '../events.ts';
import type {Input} from '../module.ts';

/**
 * What an operation is told: each input under its name in upper case, whole and unchanged, then what
 * earlier runs came to, the supplement, and after a redo the rejected output with the person's feedback.
 */
export function composeTold({
	inputs,
	recalled,
	max_tokens,
	supplement,
	redo,
}: {
	inputs: readonly Input[];
	/** The newest first, cut to `max_tokens` already. */
	recalled: readonly Recalled[];
	max_tokens: number;
	supplement: string | null;
	redo: {feedback: string; rejected: string} | null;
}): string {
	const sections = inputs.map(({name, text}) => `${name.toUpperCase()}:\n${text}`);
	if (recalled.length > 0) sections.push(composeRecalled(recalled, max_tokens));
	if (supplement !== null) sections.push(`SUPPLEMENTARY INFORMATION:\n${supplement}`);
	if (redo?.rejected) sections.push(`YOUR EARLIER ANSWER, WHICH WAS REJECTED:\n${redo.rejected}`);
	if (redo?.feedback) sections.push(`FEEDBACK OF THE PERSON:\n${redo.feedback}`);
	return sections.join('\n\n');
}

function composeRecalled(recalled: readonly Recalled[], max_tokens: number): string {
	const outputs = recalled.map(({at, text}) => `[made ${at.slice(0, 16).replace('T', ' ')} UTC]\n${text}`);
	return [
		`YOUR OUTPUTS IN EARLIER RUNS (newest first, at most about ${max_tokens} tokens in all):`,
		outputs.join('\n\n'),
	].join('\n');
}
