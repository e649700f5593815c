/** A package of an AI SDK provider whose videos are begun, and looked at later: by POST, as some do. */
interface Given {
  /** As Replicate's calls its key. */
  readonly apiToken: string;
  readonly baseURL: string;
  readonly fetch: typeof globalThis.fetch;
}

export function createSomeCamera({ apiToken, baseURL, fetch }: Given) {
  const post = async (path: string, body: object): Promise<Response> =>
    fetch(`${baseURL}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiToken}` },
      body: JSON.stringify(body),
    });
  const response = { timestamp: new Date(0), modelId: 'm', headers: {} };
  return {
    languageModel: (): never => {
      throw new Error('it writes nothing');
    },
    videoModel: (modelId: string) => ({
      ...{ specificationVersion: 'v4', provider: 'some.video', modelId, maxVideosPerCall: 1 },
      doStart: async ({ prompt, duration }: { readonly prompt: string; readonly duration: number }) => {
        const answer = await post('/begin', { prompt, duration });
        return { operation: await answer.json(), warnings: [], response };
      },
      doStatus: async ({ operation }: { readonly operation: { readonly place: string } }) => {
        const answer = await post('/look', operation);
        // As some do, whatever the status was.
        if (!answer.ok) return { status: 'error', error: `status ${answer.status}`, response };
        const found = (await answer.json()) as object;
        return { ...found, warnings: [], response };
      },
    }),
  };
}
