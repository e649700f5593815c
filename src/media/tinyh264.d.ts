/** Types for what is used of tinyh264, which has none: h264bsd, compiled with Emscripten. */
declare module 'tinyh264/lib/TinyH264.js' {
  interface H264Bsd {
    /** Replaced when the memory grows, so it must be read again after each call. */
    readonly HEAPU8: Uint8Array;
    /** @returns 0: out of memory. */
    _malloc(bytes: number): number;
    _free(at: number): void;
    getValue(at: number, type: 'i32'): number;
    _h264bsdAlloc(): number;
    _h264bsdShutdown(storage: number): void;
    _h264bsdInit(storage: number, withoutReordering: 0 | 1): number;
    /** Decodes one NAL unit without its start code. Writes a picture and its size to the last three pointers. */
    _h264bsdDecode(storage: number, nal: number, bytes: number, picture: number, width: number, height: number): number;
  }
  const create: () => Promise<H264Bsd>;

  export = create;
}
