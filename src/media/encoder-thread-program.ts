/**
 * The program of an encoder thread: encodes pieces of a video, one after another. Started by encoder-threads.ts.
 *
 * 1. It handles messages in order, and ends when its parent tells it to stop.
 * 2. The memory of each frame is sent back to its owner.
 */
import { on } from 'node:events';
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { News, Order } from './encoder-threads.ts';
import { createH264, type H264Encoder } from './h264.ts';

let encoder: H264Encoder | null = null;

async function carriedOut(order: Order): Promise<News | null> {
  switch (order.type) {
    case 'begin': {
      const made = await createH264(order.size, order.fps);
      if (!made.ok) return { type: 'failed', failure: made.error };
      encoder = made.value;
      return null;
    }
    case 'frame':
      encoder?.add(order.frame);
      return { type: 'taken', frame: order.frame };
    case 'finish': {
      using ended = encoder;
      encoder = null;
      return { type: 'piece', bytes: ended?.finish().slice() ?? new Uint8Array(0) };
    }
  }
}

function memoryOf(news: News): ArrayBuffer[] {
  const bytes = news.type === 'taken' ? news.frame : news.type === 'piece' ? news.bytes : null;
  return bytes?.buffer instanceof ArrayBuffer ? [bytes.buffer] : [];
}

async function work(port: MessagePort): Promise<void> {
  for await (const [order] of on(port, 'message')) {
    const news = await carriedOut(order as Order);
    if (news) port.postMessage(news, memoryOf(news));
  }
}

// A rejection ends the thread and is reported to its parent.
if (parentPort) void work(parentPort);
