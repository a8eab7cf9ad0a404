import type {RunEvent} from '../../core/events.ts';

/** So many texts are remembered. An answer is told again soon after it came: as the output, and in what is asked next. */
const remembered = 32;

/** For actions that are read one after another: a text that was read a moment ago is held once, as it was while it ran. */
export function createSharedTexts(): (event: RunEvent) => RunEvent {
	const texts = new Map<string, string>();

	function share<T extends string | null>(text: T): T {
		if (text === null) return text;
		const known = texts.get(text);
		if (known !== undefined) return known as T;
		texts.set(text, text);
		if (texts.size > remembered) texts.delete(texts.keys().next().value!);
		return text;
	}

	return event => {
		event.prompt = share(event.prompt);
		event.response = share(event.response);
		if (event.type === 'model-asked')
			for (const message of event.messages)
				if ('content' in message) message.content = share(message.content);
		return event;
	};
}
