import type {ModelRequest} from '../../core/ports.ts';
import {createRedactor} from '../memory/redact.ts';

/** What a model is told, without keys: they belong into the head of a request, and the log would not hold them. */
export function hideKeysIn(request: ModelRequest, secrets: readonly string[]): ModelRequest {
	const redact = createRedactor(secrets);
	const messages = request.messages.map(message => ({...message, content: redact(message.content)}));
	return {...request, messages};
}
