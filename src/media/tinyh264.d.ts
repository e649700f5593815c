/** What is used of tinyh264, which comes without types: h264bsd, compiled by Emscripten. */
declare module 'tinyh264/lib/TinyH264.js' {
  interface H264Bsd {
    /** Another object after memory has grown. */
    readonly HEAPU8: Uint8Array;
    /** 0: there is no room. */
    _malloc(bytes: number): number;
    _free(at: number): void;
    getValue(at: number, type: 'i32'): number;
    _h264bsdAlloc(): number;
    _h264bsdShutdown(storage: number): void;
    _h264bsdInit(storage: number, withoutReordering: 0 | 1): number;
    /** One NAL unit behind its start code. Where the last three point it puts a picture and its size. */
    _h264bsdDecode(storage: number, nal: number, bytes: number, picture: number, width: number, height: number): number;
  }
  const create: () => Promise<H264Bsd>;

  export = create;
}
