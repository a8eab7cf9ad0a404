import type {Input} from '../module.ts';

/**
 * What an operation is told: each input under its name in upper case, whole and unchanged, then the
 * supplement, and after a redo the rejected output with the person's feedback.
 */
export function composeTold({
	inputs,
	supplement,
	redo,
}: {
	inputs: readonly Input[];
	supplement: string | null;
	redo: {feedback: string; rejected: string} | null;
}): string {
	const sections = inputs.map(({name, text}) => `${name.toUpperCase()}:\n${text}`);
	if (supplement !== null) sections.push(`SUPPLEMENTARY INFORMATION:\n${supplement}`);
	if (redo?.rejected) sections.push(`YOUR EARLIER ANSWER, WHICH WAS REJECTED:\n${redo.rejected}`);
	if (redo?.feedback) sections.push(`FEEDBACK OF THE PERSON:\n${redo.feedback}`);
	return sections.join('\n\n');
}
