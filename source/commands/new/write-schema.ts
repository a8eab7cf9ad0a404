export async function writeSchema(_folder: string): Promise<string | null> {
	return null;
}
