// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.
export const validatePipeline = validate13;
const schema10 = {"$id":"pipeline.schema.json","type":"object","additionalProperties":false,"required":["stages"],"properties":{"name":{"type":"string","minLength":1,"maxLength":200},"description":{"type":"string"},"inputs":{"type":"object"},"context":{"type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_]{0,63}$"},"additionalProperties":{"$ref":"#/$defs/context_file"}},"defaults":{"$ref":"#/$defs/defaults"},"budget":{"$ref":"#/$defs/budget"},"prelude":{"$ref":"#/$defs/prelude"},"approvers":{"$ref":"#/$defs/approvers"},"fail":{"type":"string","enum":["early","late"]},"stages":{"type":"object","minProperties":1,"propertyNames":{"pattern":"^[a-z][a-z0-9_]{0,63}$"},"additionalProperties":{"$ref":"#/$defs/stage"}},"finally":{"type":"object","propertyNames":{"pattern":"^[a-z][a-z0-9_]{0,63}$"},"additionalProperties":{"$ref":"#/$defs/stage"}},"outputs":{"type":"object"}},"$defs":{"approvers":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"reminder":{"type":"string","pattern":"^(?:never|(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$"},"duration":{"type":"string","pattern":"^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"},"usd":{"type":"number","minimum":0},"expression":{"type":"string","pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"computed_number":{"type":["number","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"size":{"type":"string","pattern":"^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$"},"text":{"type":["string","number","boolean"]},"context_file":{"type":"object","additionalProperties":false,"required":["file"],"properties":{"file":{"type":"string","minLength":1},"schema":{"type":"string","minLength":1}}},"defaults":{"type":"object","additionalProperties":false,"properties":{"retry":{"$ref":"#/$defs/retry"},"timeout":{"$ref":"#/$defs/duration"},"idle_timeout":{"$ref":"#/$defs/duration"}}},"budget":{"type":"object","additionalProperties":false,"required":["usd"],"properties":{"usd":{"$ref":"#/$defs/usd"},"unknown_cost":{"type":"string","enum":["block","warn"]}}},"prelude":{"type":"object","additionalProperties":false,"required":["template"],"properties":{"template":{"type":"string","minLength":1},"vars":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}}},"retry":{"type":"object","additionalProperties":false,"properties":{"attempts":{"type":"integer","minimum":1,"maximum":1000},"backoff":{"type":"string","enum":["exponential","fixed"]},"min":{"$ref":"#/$defs/duration"},"max":{"$ref":"#/$defs/duration"},"jitter":{"type":"boolean"},"max_lost":{"type":"integer","minimum":0,"maximum":1000},"on":{"$ref":"#/$defs/retry_on"}}},"retry_on":{"type":"object","additionalProperties":false,"properties":{"exit_codes":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer","minimum":1,"maximum":255}},"codes":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"expression":{"$ref":"#/$defs/expression"}}},"stage":{"type":"object","additionalProperties":false,"required":["uses","with"],"properties":{"uses":{"type":"string","enum":["command","module","http","write","llm","speech","image","video","transcribe","media","pipeline","approval"]},"description":{"type":"string"},"with":{"type":"object"},"needs":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}},"when":{"$ref":"#/$defs/expression"},"otherwise":{},"skippable":{"type":"boolean"},"foreach":{"$ref":"#/$defs/expression"},"key":{"$ref":"#/$defs/expression"},"concurrency":{"type":"integer","minimum":1},"retry":{"$ref":"#/$defs/retry"},"timeout":{"$ref":"#/$defs/duration"},"idle_timeout":{"$ref":"#/$defs/duration"},"output":{"$ref":"#/$defs/output"},"artifacts":{"type":["array","object"],"items":{"$ref":"#/$defs/artifact_rule"},"additionalProperties":{"$ref":"#/$defs/artifact_rule"}},"cache":{"type":"boolean"},"pool":{"type":"string","minLength":1},"max_cost":{"$ref":"#/$defs/usd"},"budget":{"$ref":"#/$defs/usd"},"on_error":{"type":"string","enum":["fail","continue"]},"before_approval":{"type":"boolean"}},"allOf":[{"if":{"required":["uses"],"properties":{"uses":{"const":"command"}}},"then":{"properties":{"with":{"$ref":"#/$defs/command_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"module"}}},"then":{"properties":{"with":{"$ref":"#/$defs/module_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"http"}}},"then":{"properties":{"with":{"$ref":"#/$defs/http_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"write"}}},"then":{"properties":{"with":{"$ref":"#/$defs/write_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"llm"}}},"then":{"properties":{"with":{"$ref":"#/$defs/llm_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"speech"}}},"then":{"properties":{"with":{"$ref":"#/$defs/speech_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"image"}}},"then":{"properties":{"with":{"$ref":"#/$defs/image_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"video"}}},"then":{"properties":{"with":{"$ref":"#/$defs/video_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"transcribe"}}},"then":{"properties":{"with":{"$ref":"#/$defs/transcribe_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"media"}}},"then":{"properties":{"with":{"$ref":"#/$defs/media_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"pipeline"}}},"then":{"properties":{"with":{"$ref":"#/$defs/pipeline_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"approval"}}},"then":{"properties":{"with":{"$ref":"#/$defs/approval_with"}}}}]},"output":{"type":"object","additionalProperties":false,"required":["schema"],"properties":{"schema":{"type":"string","minLength":1}}},"artifact_rule":{"type":"object","additionalProperties":false,"required":["path"],"properties":{"path":{"type":"string","minLength":1},"min_bytes":{"type":"integer","minimum":0},"max_bytes":{"type":"integer","minimum":0},"media_type":{"type":"string","pattern":"^[a-z]+/(?:\\*|[A-Za-z0-9.+-]+)$"},"min_count":{"type":"integer","minimum":0},"duration":{"$ref":"#/$defs/duration_range"}}},"duration_range":{"type":"object","additionalProperties":false,"properties":{"min":{"$ref":"#/$defs/duration"},"max":{"$ref":"#/$defs/duration"}}},"command_with":{"type":"object","additionalProperties":false,"required":["argv"],"properties":{"argv":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/text"}},"env":{"type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_]*$"},"additionalProperties":{"$ref":"#/$defs/text"}},"cwd":{"type":"string","minLength":1},"files":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}}}},"module_with":{"type":"object","additionalProperties":false,"required":["module"],"properties":{"module":{"type":"string","minLength":1},"export":{"type":"string","minLength":1},"args":{}}},"http_with":{"type":"object","additionalProperties":false,"required":["url"],"properties":{"url":{"type":"string","minLength":1},"method":{"type":"string","pattern":"^(?:\\$\\{\\{[\\s\\S]*|[Gg][Ee][Tt]|[Hh][Ee][Aa][Dd]|[Pp][Oo][Ss][Tt]|[Pp][Uu][Tt]|[Pp][Aa][Tt][Cc][Hh]|[Dd][Ee][Ll][Ee][Tt][Ee]|[Oo][Pp][Tt][Ii][Oo][Nn][Ss])$"},"headers":{"type":["object","string"],"additionalProperties":{"$ref":"#/$defs/text"},"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"bearer":{"type":"string","minLength":1},"query":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":{"type":["string","number","boolean","array"],"items":{"$ref":"#/$defs/text"}}},"json":{},"body":{"$ref":"#/$defs/text"},"expect":{"type":["integer","array"],"minimum":100,"maximum":599,"minItems":1,"items":{"type":"integer","minimum":100,"maximum":599}},"max_bytes":{"type":"integer","minimum":0}},"dependentSchemas":{"json":{"properties":{"body":false}}}},"write_with":{"type":"object","additionalProperties":false,"properties":{"template":{"type":"string","minLength":1},"text":{"type":"string"},"vars":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"to":{"type":"string","minLength":1},"upsert":{"$ref":"#/$defs/upsert"}},"if":{"not":{"anyOf":[{"required":["text"]},{"required":["upsert"]}]}},"then":{"required":["template","to"]},"dependentSchemas":{"template":{"required":["to"],"properties":{"text":false}},"text":{"required":["to"]},"upsert":{"properties":{"template":false,"text":false,"vars":false,"to":false}}}},"upsert":{"type":"object","additionalProperties":false,"required":["file","key","value"],"properties":{"file":{"type":"string","minLength":1},"at":{"type":"string","pattern":"^(?:/[^/]*)*$"},"key":{"type":["string","number"],"minLength":1},"value":{}}},"llm_with":{"type":"object","additionalProperties":false,"properties":{"provider":{"type":"string","minLength":1},"prompt":{"type":"string","minLength":1},"text":{"type":"string"},"system":{"type":"string","minLength":1},"vars":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"prelude":{"anyOf":[{"const":false},{"$ref":"#/$defs/prelude"}]},"temperature":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":2},"seed":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":2147483647},"max_tokens":{"$ref":"#/$defs/computed_number","minimum":1},"allow_cut":{"type":"boolean"},"repair":{"type":"integer","minimum":0,"maximum":10},"max_cost":{"$ref":"#/$defs/usd"},"images":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","maxItems":20,"items":{"type":"string","minLength":1}},"files":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","maxItems":20,"items":{"type":"string","minLength":1}}},"if":{"not":{"required":["text"]}},"then":{"required":["prompt"]},"dependentSchemas":{"prompt":{"properties":{"text":false}}}},"voice":{"type":["string","object"],"minLength":1,"additionalProperties":{"type":"string","minLength":1}},"speech_with":{"type":"object","additionalProperties":false,"required":["text"],"properties":{"provider":{"type":"string","minLength":1},"text":{"$ref":"#/$defs/text"},"voice":{"$ref":"#/$defs/voice"},"speed":{"$ref":"#/$defs/computed_number","minimum":0.25,"maximum":4},"emotion":{"type":"string","minLength":1},"language":{"type":"string","minLength":1},"format":{"type":"string","enum":["wav","mp3"]},"seed":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":2147483647},"to":{"type":"string","minLength":1},"max_cost":{"$ref":"#/$defs/usd"}}},"image_with":{"type":"object","additionalProperties":false,"properties":{"provider":{"type":"string","minLength":1},"prompt":{"type":"string","minLength":1},"text":{"type":"string"},"vars":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"size":{"$ref":"#/$defs/size"},"seed":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":2147483647},"reference":{"type":"string","minLength":1},"colors":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"properties":{"background":{"type":"string","minLength":1},"accent":{"type":"string","minLength":1},"text":{"type":"string","minLength":1}}},"title":{"$ref":"#/$defs/text"},"to":{"type":"string","minLength":1},"max_cost":{"$ref":"#/$defs/usd"}},"if":{"not":{"required":["text"]}},"then":{"required":["prompt"]},"dependentSchemas":{"prompt":{"properties":{"text":false}}}},"video_with":{"type":"object","additionalProperties":false,"properties":{"provider":{"type":"string","minLength":1},"prompt":{"type":"string","minLength":1},"text":{"type":"string"},"vars":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"images":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","maxItems":2,"items":{"type":"string","minLength":1}},"seconds":{"$ref":"#/$defs/computed_number","minimum":0.5,"maximum":120},"size":{"$ref":"#/$defs/size"},"fps":{"$ref":"#/$defs/computed_number","minimum":1,"maximum":60},"seed":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":2147483647},"move":{"type":"string","pattern":"^(?:still|zoom_in|zoom_out|pan_left|pan_right|pan_up|pan_down|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"},"to":{"type":"string","minLength":1},"max_cost":{"$ref":"#/$defs/usd"}},"if":{"not":{"required":["text"]}},"then":{"required":["prompt"]},"dependentSchemas":{"prompt":{"properties":{"text":false}}}},"transcribe_with":{"type":"object","additionalProperties":false,"required":["file"],"properties":{"provider":{"type":"string","minLength":1},"file":{"type":"string","minLength":1},"language":{"type":"string","minLength":1},"max_cost":{"$ref":"#/$defs/usd"}}},"media_caption_entry":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"required":["start","end","text"],"properties":{"start":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":14400},"end":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":14400},"text":{"$ref":"#/$defs/text"}}},"media_sound":{"type":["object","string"],"additionalProperties":false,"properties":{"file":{"type":"string","minLength":1},"mood":{"type":"string","anyOf":[{"enum":["calm","bright","tense"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"seed":{"$ref":"#/$defs/text"},"kind":{"type":"string","anyOf":[{"enum":["loop","jingle"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]}}},"media_track":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"required":["file"],"properties":{"file":{"type":"string","minLength":1},"pause":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":60},"gain":{"$ref":"#/$defs/computed_number","minimum":-60,"maximum":24}}},"media_chapter":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"required":["title","track"],"properties":{"title":{"$ref":"#/$defs/text"},"track":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":1000000}}},"media_scene":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"properties":{"image":{"type":"string","minLength":1},"video":{"type":"string","minLength":1},"images":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/text"}},"seconds":{"$ref":"#/$defs/computed_number","minimum":0.1,"maximum":14400},"move":{"type":"string","anyOf":[{"enum":["zoom_in","zoom_out","pan_left","pan_right","pan_up","pan_down","still"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]}}},"media_clip_file":{"type":["object","string"],"additionalProperties":false,"properties":{"file":{"type":"string","minLength":1}}},"media_mix":{"type":"object","additionalProperties":false,"required":["op","tracks"],"properties":{"op":{"const":"mix"},"tracks":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_track"}},"intro":{"$ref":"#/$defs/media_sound"},"outro":{"$ref":"#/$defs/media_sound"},"music":{"$ref":"#/$defs/media_sound"},"duck":{"$ref":"#/$defs/computed_number","minimum":-60,"maximum":0},"loudness":{"$ref":"#/$defs/computed_number","minimum":-40,"maximum":-6},"format":{"type":"string","anyOf":[{"enum":["wav","mp3"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"tags":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"properties":{"title":{"$ref":"#/$defs/text"},"artist":{"$ref":"#/$defs/text"},"album":{"$ref":"#/$defs/text"},"track":{"$ref":"#/$defs/text"},"year":{"$ref":"#/$defs/text"},"genre":{"$ref":"#/$defs/text"},"comment":{"$ref":"#/$defs/text"},"cover":{"type":"string","minLength":1}}},"chapters":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_chapter"}},"to":{"type":"string","minLength":1},"encoder":{"type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]}}},"media_clip":{"type":"object","additionalProperties":false,"required":["op","images"],"properties":{"op":{"const":"clip"},"images":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/text"}},"seconds":{"$ref":"#/$defs/computed_number","minimum":0.1,"maximum":14400},"move":{"type":"string","anyOf":[{"enum":["zoom_in","zoom_out","pan_left","pan_right","pan_up","pan_down","still"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"size":{"$ref":"#/$defs/size"},"fps":{"$ref":"#/$defs/computed_number","minimum":1,"maximum":60},"encoder":{"type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"to":{"type":"string","minLength":1}}},"media_compose":{"type":"object","additionalProperties":false,"required":["op","scenes"],"properties":{"op":{"const":"compose"},"size":{"$ref":"#/$defs/size"},"fps":{"$ref":"#/$defs/computed_number","minimum":1,"maximum":60},"scenes":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_scene"}},"voice":{"$ref":"#/$defs/media_sound"},"music":{"$ref":"#/$defs/media_sound"},"captions":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_caption_entry"}},"transition":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":10},"duck":{"$ref":"#/$defs/computed_number","minimum":-60,"maximum":0},"loudness":{"$ref":"#/$defs/computed_number","minimum":-40,"maximum":-6},"encoder":{"type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"to":{"type":"string","minLength":1}}},"media_concat":{"type":"object","additionalProperties":false,"required":["op","clips"],"properties":{"op":{"const":"concat"},"clips":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_clip_file"}},"transition":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":10},"audio":{"$ref":"#/$defs/media_sound"},"music":{"$ref":"#/$defs/media_sound"},"duck":{"$ref":"#/$defs/computed_number","minimum":-60,"maximum":0},"loudness":{"$ref":"#/$defs/computed_number","minimum":-40,"maximum":-6},"size":{"$ref":"#/$defs/size"},"fps":{"$ref":"#/$defs/computed_number","minimum":1,"maximum":60},"encoder":{"type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"to":{"type":"string","minLength":1}}},"media_normalise":{"type":"object","additionalProperties":false,"required":["op","file"],"properties":{"op":{"const":"normalise"},"file":{"type":"string","minLength":1},"loudness":{"$ref":"#/$defs/computed_number","minimum":-40,"maximum":-6},"format":{"type":"string","anyOf":[{"enum":["wav","mp3"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"to":{"type":"string","minLength":1},"encoder":{"type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]}}},"media_caption":{"type":"object","additionalProperties":false,"required":["op","captions"],"properties":{"op":{"const":"caption"},"captions":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_caption_entry"}},"to":{"type":"string","minLength":1}}},"media_thumbnail":{"type":"object","additionalProperties":false,"required":["op"],"properties":{"op":{"const":"thumbnail"},"image":{"type":"string","minLength":1},"video":{"type":"string","minLength":1},"at":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":14400},"title":{"$ref":"#/$defs/text"},"size":{"$ref":"#/$defs/size"},"to":{"type":"string","minLength":1},"encoder":{"type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]}}},"media_music":{"type":"object","additionalProperties":false,"required":["op"],"properties":{"op":{"const":"music"},"mood":{"type":"string","anyOf":[{"enum":["calm","bright","tense"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"seed":{"$ref":"#/$defs/text"},"kind":{"type":"string","anyOf":[{"enum":["loop","jingle"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"seconds":{"$ref":"#/$defs/computed_number","minimum":1,"maximum":14400},"loudness":{"$ref":"#/$defs/computed_number","minimum":-40,"maximum":-6},"format":{"type":"string","anyOf":[{"enum":["wav","mp3"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"to":{"type":"string","minLength":1}}},"media_probe":{"type":"object","additionalProperties":false,"required":["op","file"],"properties":{"op":{"const":"probe"},"file":{"type":"string","minLength":1},"encoder":{"type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"to":{"type":"string","minLength":1}}},"media_with":{"type":"object","required":["op"],"allOf":[{"properties":{"op":{"type":"string","enum":["mix","clip","compose","concat","normalise","caption","thumbnail","music","probe"]}}},{"if":{"required":["op"],"properties":{"op":{"const":"mix"}}},"then":{"$ref":"#/$defs/media_mix"}},{"if":{"required":["op"],"properties":{"op":{"const":"clip"}}},"then":{"$ref":"#/$defs/media_clip"}},{"if":{"required":["op"],"properties":{"op":{"const":"compose"}}},"then":{"$ref":"#/$defs/media_compose"}},{"if":{"required":["op"],"properties":{"op":{"const":"concat"}}},"then":{"$ref":"#/$defs/media_concat"}},{"if":{"required":["op"],"properties":{"op":{"const":"normalise"}}},"then":{"$ref":"#/$defs/media_normalise"}},{"if":{"required":["op"],"properties":{"op":{"const":"caption"}}},"then":{"$ref":"#/$defs/media_caption"}},{"if":{"required":["op"],"properties":{"op":{"const":"thumbnail"}}},"then":{"$ref":"#/$defs/media_thumbnail"}},{"if":{"required":["op"],"properties":{"op":{"const":"music"}}},"then":{"$ref":"#/$defs/media_music"}},{"if":{"required":["op"],"properties":{"op":{"const":"probe"}}},"then":{"$ref":"#/$defs/media_probe"}}]},"pipeline_with":{"type":"object","additionalProperties":false,"required":["pipeline"],"properties":{"pipeline":{"type":"string","minLength":1},"inputs":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}}},"approval_with":{"type":"object","additionalProperties":false,"required":["subject"],"properties":{"subject":{"type":"string","minLength":1},"rework":{"type":"string","minLength":1},"editable":{"type":"boolean"},"max_rounds":{"type":"integer","minimum":1},"approvers":{"$ref":"#/$defs/approvers"},"quorum":{"type":"integer","minimum":1},"not_author":{"type":"boolean"},"require_signed":{"type":"boolean"},"auto_approve":{"type":"string","enum":["never","allowed"]},"remind_after":{"$ref":"#/$defs/reminder"},"remind_every":{"$ref":"#/$defs/reminder"},"question":{"type":"string","minLength":1}}}}};
const func0 = Object.prototype.hasOwnProperty;
const func48 = (text) => { let length = 0; for (const _ of text) length++; return length; };
const pattern0 = new RegExp("^[A-Za-z_][A-Za-z0-9_]{0,63}$", "u");
const pattern7 = new RegExp("^[a-z][a-z0-9_]{0,63}$", "u");

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "file") || (key0 === "schema"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data0 = data.file;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.schema !== undefined && func0.call(data, "schema")){
let data1 = data.schema;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate14.errors = vErrors;
return errors === 0;
}

const schema13 = {"type":"object","additionalProperties":false,"properties":{"attempts":{"type":"integer","minimum":1,"maximum":1000},"backoff":{"type":"string","enum":["exponential","fixed"]},"min":{"$ref":"#/$defs/duration"},"max":{"$ref":"#/$defs/duration"},"jitter":{"type":"boolean"},"max_lost":{"type":"integer","minimum":0,"maximum":1000},"on":{"$ref":"#/$defs/retry_on"}}};
const pattern1 = new RegExp("^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$", "u");
const pattern3 = new RegExp("^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$", "u");

function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(((key0 === "exit_codes") || (key0 === "codes")) || (key0 === "expression"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.exit_codes !== undefined && func0.call(data, "exit_codes")){
let data0 = data.exit_codes;
if(Array.isArray(data0)){
if(data0.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/exit_codes",schemaPath:"#/properties/exit_codes/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/exit_codes/" + i0,schemaPath:"#/properties/exit_codes/items/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 255 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/exit_codes/" + i0,schemaPath:"#/properties/exit_codes/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 255}});
errors++;
}
if(data1 < 1 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/exit_codes/" + i0,schemaPath:"#/properties/exit_codes/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
let i1 = data0.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data0[i1];
if(!(((typeof item0 == "number") && (!(item0 % 1) && !isNaN(item0))) && (isFinite(item0)))){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/exit_codes",schemaPath:"#/properties/exit_codes/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}});
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/exit_codes",schemaPath:"#/properties/exit_codes/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.codes !== undefined && func0.call(data, "codes")){
let data2 = data.codes;
if(Array.isArray(data2)){
if(data2.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/codes",schemaPath:"#/properties/codes/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len1 = data2.length;
for(let i2=0; i2<len1; i2++){
let data3 = data2[i2];
if(typeof data3 === "string"){
if(func48(data3) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/codes/" + i2,schemaPath:"#/properties/codes/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/codes/" + i2,schemaPath:"#/properties/codes/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i3 = data2.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data2[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
(vErrors ??= []).push({instancePath:instancePath+"/codes",schemaPath:"#/properties/codes/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1}});
errors++;
break;
}
indices1[item1] = i3;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/codes",schemaPath:"#/properties/codes/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.expression !== undefined && func0.call(data, "expression")){
let data4 = data.expression;
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/expression",schemaPath:"#/$defs/expression/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/expression",schemaPath:"#/$defs/expression/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate18.errors = vErrors;
return errors === 0;
}


function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(((((((key0 === "attempts") || (key0 === "backoff")) || (key0 === "min")) || (key0 === "max")) || (key0 === "jitter")) || (key0 === "max_lost")) || (key0 === "on"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.attempts !== undefined && func0.call(data, "attempts")){
let data0 = data.attempts;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
(vErrors ??= []).push({instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 1000 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000}});
errors++;
}
if(data0 < 1 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.backoff !== undefined && func0.call(data, "backoff")){
let data1 = data.backoff;
if(typeof data1 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/backoff",schemaPath:"#/properties/backoff/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data1 === "exponential") || (data1 === "fixed"))){
(vErrors ??= []).push({instancePath:instancePath+"/backoff",schemaPath:"#/properties/backoff/enum",keyword:"enum",params:{allowedValues: schema13.properties.backoff.enum}});
errors++;
}
}
if(data.min !== undefined && func0.call(data, "min")){
let data2 = data.min;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/min",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/min",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.max !== undefined && func0.call(data, "max")){
let data3 = data.max;
if(typeof data3 === "string"){
if(!pattern1.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/max",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.jitter !== undefined && func0.call(data, "jitter")){
if(typeof data.jitter !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/jitter",schemaPath:"#/properties/jitter/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.max_lost !== undefined && func0.call(data, "max_lost")){
let data5 = data.max_lost;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
(vErrors ??= []).push({instancePath:instancePath+"/max_lost",schemaPath:"#/properties/max_lost/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 1000 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/max_lost",schemaPath:"#/properties/max_lost/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000}});
errors++;
}
if(data5 < 0 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/max_lost",schemaPath:"#/properties/max_lost/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.on !== undefined && func0.call(data, "on")){
if(!(validate18(data.on, {instancePath:instancePath+"/on",parentData:data,parentDataProperty:"on",rootData}))){
vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate17.errors = vErrors;
return errors === 0;
}


function validate16(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(((key0 === "retry") || (key0 === "timeout")) || (key0 === "idle_timeout"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.retry !== undefined && func0.call(data, "retry")){
if(!(validate17(data.retry, {instancePath:instancePath+"/retry",parentData:data,parentDataProperty:"retry",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.timeout !== undefined && func0.call(data, "timeout")){
let data1 = data.timeout;
if(typeof data1 === "string"){
if(!pattern1.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.idle_timeout !== undefined && func0.call(data, "idle_timeout")){
let data2 = data.idle_timeout;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/idle_timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/idle_timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate16.errors = vErrors;
return errors === 0;
}

const schema20 = {"type":"object","additionalProperties":false,"required":["usd"],"properties":{"usd":{"$ref":"#/$defs/usd"},"unknown_cost":{"type":"string","enum":["block","warn"]}}};

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.usd === undefined) || (!(func0.call(data, "usd")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "usd"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "usd") || (key0 === "unknown_cost"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.usd !== undefined && func0.call(data, "usd")){
let data0 = data.usd;
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/usd",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/usd",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data.unknown_cost !== undefined && func0.call(data, "unknown_cost")){
let data1 = data.unknown_cost;
if(typeof data1 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/unknown_cost",schemaPath:"#/properties/unknown_cost/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data1 === "block") || (data1 === "warn"))){
(vErrors ??= []).push({instancePath:instancePath+"/unknown_cost",schemaPath:"#/properties/unknown_cost/enum",keyword:"enum",params:{allowedValues: schema20.properties.unknown_cost.enum}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}

const schema22 = {"type":"object","additionalProperties":false,"required":["template"],"properties":{"template":{"type":"string","minLength":1},"vars":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}}};

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.template === undefined) || (!(func0.call(data, "template")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "template"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "template") || (key0 === "vars"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.template !== undefined && func0.call(data, "template")){
let data0 = data.template;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/template",schemaPath:"#/properties/template/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/template",schemaPath:"#/properties/template/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.vars !== undefined && func0.call(data, "vars")){
let data1 = data.vars;
if((!(data1 && typeof data1 == "object" && !Array.isArray(data1))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: schema22.properties.vars.type}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}


function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length < 1){
(vErrors ??= []).push({instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/" + i0,schemaPath:"#/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i1 = data.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath,schemaPath:"#/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}});
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}});
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}

const schema24 = {"type":"object","additionalProperties":false,"required":["uses","with"],"properties":{"uses":{"type":"string","enum":["command","module","http","write","llm","speech","image","video","transcribe","media","pipeline","approval"]},"description":{"type":"string"},"with":{"type":"object"},"needs":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}},"when":{"$ref":"#/$defs/expression"},"otherwise":{},"skippable":{"type":"boolean"},"foreach":{"$ref":"#/$defs/expression"},"key":{"$ref":"#/$defs/expression"},"concurrency":{"type":"integer","minimum":1},"retry":{"$ref":"#/$defs/retry"},"timeout":{"$ref":"#/$defs/duration"},"idle_timeout":{"$ref":"#/$defs/duration"},"output":{"$ref":"#/$defs/output"},"artifacts":{"type":["array","object"],"items":{"$ref":"#/$defs/artifact_rule"},"additionalProperties":{"$ref":"#/$defs/artifact_rule"}},"cache":{"type":"boolean"},"pool":{"type":"string","minLength":1},"max_cost":{"$ref":"#/$defs/usd"},"budget":{"$ref":"#/$defs/usd"},"on_error":{"type":"string","enum":["fail","continue"]},"before_approval":{"type":"boolean"}},"allOf":[{"if":{"required":["uses"],"properties":{"uses":{"const":"command"}}},"then":{"properties":{"with":{"$ref":"#/$defs/command_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"module"}}},"then":{"properties":{"with":{"$ref":"#/$defs/module_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"http"}}},"then":{"properties":{"with":{"$ref":"#/$defs/http_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"write"}}},"then":{"properties":{"with":{"$ref":"#/$defs/write_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"llm"}}},"then":{"properties":{"with":{"$ref":"#/$defs/llm_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"speech"}}},"then":{"properties":{"with":{"$ref":"#/$defs/speech_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"image"}}},"then":{"properties":{"with":{"$ref":"#/$defs/image_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"video"}}},"then":{"properties":{"with":{"$ref":"#/$defs/video_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"transcribe"}}},"then":{"properties":{"with":{"$ref":"#/$defs/transcribe_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"media"}}},"then":{"properties":{"with":{"$ref":"#/$defs/media_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"pipeline"}}},"then":{"properties":{"with":{"$ref":"#/$defs/pipeline_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"approval"}}},"then":{"properties":{"with":{"$ref":"#/$defs/approval_with"}}}}]};
const schema26 = {"type":["string","number","boolean"]};
const pattern8 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.argv === undefined) || (!(func0.call(data, "argv")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "argv"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "argv") || (key0 === "env")) || (key0 === "cwd")) || (key0 === "files"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.argv !== undefined && func0.call(data, "argv")){
let data0 = data.argv;
if(Array.isArray(data0)){
if(data0.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/argv",schemaPath:"#/properties/argv/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/argv/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/argv",schemaPath:"#/properties/argv/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.env !== undefined && func0.call(data, "env")){
let data2 = data.env;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 of Object.keys(data2)){
const _errs9 = errors;
if(typeof key1 === "string"){
if(!pattern8.test(key1)){
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},propertyName:key1});
errors++;
}
}
var valid4 = _errs9 === errors;
if(!valid4){
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/propertyNames",keyword:"propertyNames",params:{propertyName: key1}});
errors++;
}
}
for(const key2 of Object.keys(data2)){
let data3 = data2[key2];
if(((typeof data3 !== "string") && (!((typeof data3 == "number") && (isFinite(data3))))) && (typeof data3 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/env/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.cwd !== undefined && func0.call(data, "cwd")){
let data4 = data.cwd;
if(typeof data4 === "string"){
if(func48(data4) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/cwd",schemaPath:"#/properties/cwd/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/cwd",schemaPath:"#/properties/cwd/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.files !== undefined && func0.call(data, "files")){
let data5 = data.files;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(func48(data6) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/files/" + i1,schemaPath:"#/properties/files/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/files/" + i1,schemaPath:"#/properties/files/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i2 = data5.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data5[i2];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0}});
errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}


function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.module === undefined) || (!(func0.call(data, "module")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "module"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "module") || (key0 === "export")) || (key0 === "args"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.module !== undefined && func0.call(data, "module")){
let data0 = data.module;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/module",schemaPath:"#/properties/module/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/module",schemaPath:"#/properties/module/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.export !== undefined && func0.call(data, "export")){
let data1 = data.export;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/export",schemaPath:"#/properties/export/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/export",schemaPath:"#/properties/export/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}

const schema29 = {"type":"object","additionalProperties":false,"required":["url"],"properties":{"url":{"type":"string","minLength":1},"method":{"type":"string","pattern":"^(?:\\$\\{\\{[\\s\\S]*|[Gg][Ee][Tt]|[Hh][Ee][Aa][Dd]|[Pp][Oo][Ss][Tt]|[Pp][Uu][Tt]|[Pp][Aa][Tt][Cc][Hh]|[Dd][Ee][Ll][Ee][Tt][Ee]|[Oo][Pp][Tt][Ii][Oo][Nn][Ss])$"},"headers":{"type":["object","string"],"additionalProperties":{"$ref":"#/$defs/text"},"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"bearer":{"type":"string","minLength":1},"query":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":{"type":["string","number","boolean","array"],"items":{"$ref":"#/$defs/text"}}},"json":{},"body":{"$ref":"#/$defs/text"},"expect":{"type":["integer","array"],"minimum":100,"maximum":599,"minItems":1,"items":{"type":"integer","minimum":100,"maximum":599}},"max_bytes":{"type":"integer","minimum":0}},"dependentSchemas":{"json":{"properties":{"body":false}}}};
const pattern9 = new RegExp("^(?:\\$\\{\\{[\\s\\S]*|[Gg][Ee][Tt]|[Hh][Ee][Aa][Dd]|[Pp][Oo][Ss][Tt]|[Pp][Uu][Tt]|[Pp][Aa][Tt][Cc][Hh]|[Dd][Ee][Ll][Ee][Tt][Ee]|[Oo][Pp][Tt][Ii][Oo][Nn][Ss])$", "u");

function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.url === undefined) || (!(func0.call(data, "url")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "url"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema29.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.url !== undefined && func0.call(data, "url")){
let data0 = data.url;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/url",schemaPath:"#/properties/url/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.method !== undefined && func0.call(data, "method")){
let data1 = data.method;
if(typeof data1 === "string"){
if(!pattern9.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/method",schemaPath:"#/properties/method/pattern",keyword:"pattern",params:{pattern: "^(?:\\$\\{\\{[\\s\\S]*|[Gg][Ee][Tt]|[Hh][Ee][Aa][Dd]|[Pp][Oo][Ss][Tt]|[Pp][Uu][Tt]|[Pp][Aa][Tt][Cc][Hh]|[Dd][Ee][Ll][Ee][Tt][Ee]|[Oo][Pp][Tt][Ii][Oo][Nn][Ss])$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/method",schemaPath:"#/properties/method/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.headers !== undefined && func0.call(data, "headers")){
let data2 = data.headers;
if((!(data2 && typeof data2 == "object" && !Array.isArray(data2))) && (typeof data2 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/type",keyword:"type",params:{type: schema29.properties.headers.type}});
errors++;
}
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 of Object.keys(data2)){
let data3 = data2[key1];
if(((typeof data3 !== "string") && (!((typeof data3 == "number") && (isFinite(data3))))) && (typeof data3 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/headers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
}
}
if(data.bearer !== undefined && func0.call(data, "bearer")){
let data4 = data.bearer;
if(typeof data4 === "string"){
if(func48(data4) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/bearer",schemaPath:"#/properties/bearer/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/bearer",schemaPath:"#/properties/bearer/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.query !== undefined && func0.call(data, "query")){
let data5 = data.query;
if((!(data5 && typeof data5 == "object" && !Array.isArray(data5))) && (typeof data5 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/query",schemaPath:"#/properties/query/type",keyword:"type",params:{type: schema29.properties.query.type}});
errors++;
}
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/query",schemaPath:"#/properties/query/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key2 of Object.keys(data5)){
let data6 = data5[key2];
if((((typeof data6 !== "string") && (!((typeof data6 == "number") && (isFinite(data6))))) && (typeof data6 !== "boolean")) && (!(Array.isArray(data6)))){
(vErrors ??= []).push({instancePath:instancePath+"/query/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/query/additionalProperties/type",keyword:"type",params:{type: schema29.properties.query.additionalProperties.type}});
errors++;
}
if(Array.isArray(data6)){
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
if(((typeof data7 !== "string") && (!((typeof data7 == "number") && (isFinite(data7))))) && (typeof data7 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/query/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
}
}
}
}
if(data.body !== undefined && func0.call(data, "body")){
let data8 = data.body;
if(((typeof data8 !== "string") && (!((typeof data8 == "number") && (isFinite(data8))))) && (typeof data8 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/body",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
if(data.expect !== undefined && func0.call(data, "expect")){
let data9 = data.expect;
if((!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))) && (!(Array.isArray(data9)))){
(vErrors ??= []).push({instancePath:instancePath+"/expect",schemaPath:"#/properties/expect/type",keyword:"type",params:{type: schema29.properties.expect.type}});
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 599 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/expect",schemaPath:"#/properties/expect/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599}});
errors++;
}
if(data9 < 100 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/expect",schemaPath:"#/properties/expect/minimum",keyword:"minimum",params:{comparison: ">=", limit: 100}});
errors++;
}
}
if(Array.isArray(data9)){
if(data9.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/expect",schemaPath:"#/properties/expect/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
let data10 = data9[i1];
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
(vErrors ??= []).push({instancePath:instancePath+"/expect/" + i1,schemaPath:"#/properties/expect/items/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 599 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/expect/" + i1,schemaPath:"#/properties/expect/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599}});
errors++;
}
if(data10 < 100 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/expect/" + i1,schemaPath:"#/properties/expect/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 100}});
errors++;
}
}
}
}
}
if(data.max_bytes !== undefined && func0.call(data, "max_bytes")){
let data11 = data.max_bytes;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
(vErrors ??= []).push({instancePath:instancePath+"/max_bytes",schemaPath:"#/properties/max_bytes/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
(vErrors ??= []).push({instancePath:instancePath+"/max_bytes",schemaPath:"#/properties/max_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.json !== undefined && func0.call(data, "json")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.body !== undefined && func0.call(data, "body")){
(vErrors ??= []).push({instancePath:instancePath+"/body",schemaPath:"#/dependentSchemas/json/properties/body/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate33.errors = vErrors;
return errors === 0;
}

const schema33 = {"type":"object","additionalProperties":false,"properties":{"template":{"type":"string","minLength":1},"text":{"type":"string"},"vars":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"to":{"type":"string","minLength":1},"upsert":{"$ref":"#/$defs/upsert"}},"if":{"not":{"anyOf":[{"required":["text"]},{"required":["upsert"]}]}},"then":{"required":["template","to"]},"dependentSchemas":{"template":{"required":["to"],"properties":{"text":false}},"text":{"required":["to"]},"upsert":{"properties":{"template":false,"text":false,"vars":false,"to":false}}}};
const schema34 = {"type":"object","additionalProperties":false,"required":["file","key","value"],"properties":{"file":{"type":"string","minLength":1},"at":{"type":"string","pattern":"^(?:/[^/]*)*$"},"key":{"type":["string","number"],"minLength":1},"value":{}}};
const pattern13 = new RegExp("^(?:/[^/]*)*$", "u");

function validate36(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
if((data.key === undefined) || (!(func0.call(data, "key")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "key"}});
errors++;
}
if((data.value === undefined) || (!(func0.call(data, "value")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "value"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "file") || (key0 === "at")) || (key0 === "key")) || (key0 === "value"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data0 = data.file;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.at !== undefined && func0.call(data, "at")){
let data1 = data.at;
if(typeof data1 === "string"){
if(!pattern13.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/properties/at/pattern",keyword:"pattern",params:{pattern: "^(?:/[^/]*)*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/properties/at/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.key !== undefined && func0.call(data, "key")){
let data2 = data.key;
if((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))){
(vErrors ??= []).push({instancePath:instancePath+"/key",schemaPath:"#/properties/key/type",keyword:"type",params:{type: schema34.properties.key.type}});
errors++;
}
if(typeof data2 === "string"){
if(func48(data2) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/key",schemaPath:"#/properties/key/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate36.errors = vErrors;
return errors === 0;
}


function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
const _errs3 = errors;
const _errs4 = errors;
const _errs5 = errors;
let valid2 = false;
const _errs6 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.text === undefined) || (!(func0.call(data, "text")))) && (missing0 = "text")){
(vErrors ??= []).push({});
errors++;
}
}
var _valid1 = _errs6 === errors;
valid2 = valid2 || _valid1;
if(!valid2){
const _errs7 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if(((data.upsert === undefined) || (!(func0.call(data, "upsert")))) && (missing1 = "upsert")){
(vErrors ??= []).push({});
errors++;
}
}
var _valid1 = _errs7 === errors;
valid2 = valid2 || _valid1;
}
if(!valid2){
(vErrors ??= []).push({});
errors++;
}
else {
errors = _errs5;
if(vErrors !== null){
if(_errs5){
vErrors.length = _errs5;
}
else {
vErrors = null;
}
}
}
var valid1 = _errs4 === errors;
if(valid1){
(vErrors ??= []).push({});
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs8 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.template === undefined) || (!(func0.call(data, "template")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "template"}});
errors++;
}
if((data.to === undefined) || (!(func0.call(data, "to")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "to"}});
errors++;
}
}
var _valid0 = _errs8 === errors;
valid0 = _valid0;
}
if(!valid0){
(vErrors ??= []).push({instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(((((key0 === "template") || (key0 === "text")) || (key0 === "vars")) || (key0 === "to")) || (key0 === "upsert"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.template !== undefined && func0.call(data, "template")){
let data0 = data.template;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/template",schemaPath:"#/properties/template/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/template",schemaPath:"#/properties/template/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.text !== undefined && func0.call(data, "text")){
if(typeof data.text !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/properties/text/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.vars !== undefined && func0.call(data, "vars")){
let data2 = data.vars;
if((!(data2 && typeof data2 == "object" && !Array.isArray(data2))) && (typeof data2 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: schema33.properties.vars.type}});
errors++;
}
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data3 = data.to;
if(typeof data3 === "string"){
if(func48(data3) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.upsert !== undefined && func0.call(data, "upsert")){
if(!(validate36(data.upsert, {instancePath:instancePath+"/upsert",parentData:data,parentDataProperty:"upsert",rootData}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
}
if(data.template !== undefined && func0.call(data, "template")){
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.to === undefined) || (!(func0.call(data, "to")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/dependentSchemas/template/required",keyword:"required",params:{missingProperty: "to"}});
errors++;
}
if(data.text !== undefined && func0.call(data, "text")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/dependentSchemas/template/properties/text/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
if(data.text !== undefined && func0.call(data, "text")){
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.to === undefined) || (!(func0.call(data, "to")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/dependentSchemas/text/required",keyword:"required",params:{missingProperty: "to"}});
errors++;
}
}
}
if(data.upsert !== undefined && func0.call(data, "upsert")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.template !== undefined && func0.call(data, "template")){
(vErrors ??= []).push({instancePath:instancePath+"/template",schemaPath:"#/dependentSchemas/upsert/properties/template/false schema",keyword:"false schema",params:{}});
errors++;
}
if(data.text !== undefined && func0.call(data, "text")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/dependentSchemas/upsert/properties/text/false schema",keyword:"false schema",params:{}});
errors++;
}
if(data.vars !== undefined && func0.call(data, "vars")){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/dependentSchemas/upsert/properties/vars/false schema",keyword:"false schema",params:{}});
errors++;
}
if(data.to !== undefined && func0.call(data, "to")){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/dependentSchemas/upsert/properties/to/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate35.errors = vErrors;
return errors === 0;
}

const schema35 = {"type":"object","additionalProperties":false,"properties":{"provider":{"type":"string","minLength":1},"prompt":{"type":"string","minLength":1},"text":{"type":"string"},"system":{"type":"string","minLength":1},"vars":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"prelude":{"anyOf":[{"const":false},{"$ref":"#/$defs/prelude"}]},"temperature":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":2},"seed":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":2147483647},"max_tokens":{"$ref":"#/$defs/computed_number","minimum":1},"allow_cut":{"type":"boolean"},"repair":{"type":"integer","minimum":0,"maximum":10},"max_cost":{"$ref":"#/$defs/usd"},"images":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","maxItems":20,"items":{"type":"string","minLength":1}},"files":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","maxItems":20,"items":{"type":"string","minLength":1}}},"if":{"not":{"required":["text"]}},"then":{"required":["prompt"]},"dependentSchemas":{"prompt":{"properties":{"text":false}}}};
const schema36 = {"type":["number","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"};

function validate39(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
const _errs3 = errors;
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.text === undefined) || (!(func0.call(data, "text")))) && (missing0 = "text")){
(vErrors ??= []).push({});
errors++;
}
}
var valid1 = _errs4 === errors;
if(valid1){
(vErrors ??= []).push({});
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.prompt === undefined) || (!(func0.call(data, "prompt")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "prompt"}});
errors++;
}
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
}
if(!valid0){
(vErrors ??= []).push({instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(func0.call(schema35.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.provider !== undefined && func0.call(data, "provider")){
let data0 = data.provider;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.prompt !== undefined && func0.call(data, "prompt")){
let data1 = data.prompt;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.text !== undefined && func0.call(data, "text")){
if(typeof data.text !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/properties/text/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.system !== undefined && func0.call(data, "system")){
let data3 = data.system;
if(typeof data3 === "string"){
if(func48(data3) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/system",schemaPath:"#/properties/system/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/system",schemaPath:"#/properties/system/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.vars !== undefined && func0.call(data, "vars")){
let data4 = data.vars;
if((!(data4 && typeof data4 == "object" && !Array.isArray(data4))) && (typeof data4 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: schema35.properties.vars.type}});
errors++;
}
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
}
if(data.prelude !== undefined && func0.call(data, "prelude")){
let data5 = data.prelude;
const _errs18 = errors;
let valid3 = false;
const _errs19 = errors;
if(false !== data5){
(vErrors ??= []).push({instancePath:instancePath+"/prelude",schemaPath:"#/properties/prelude/anyOf/0/const",keyword:"const",params:{allowedValue: false}});
errors++;
}
var _valid1 = _errs19 === errors;
valid3 = valid3 || _valid1;
if(!valid3){
const _errs20 = errors;
if(!(validate24(data5, {instancePath:instancePath+"/prelude",parentData:data,parentDataProperty:"prelude",rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
var _valid1 = _errs20 === errors;
valid3 = valid3 || _valid1;
}
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/prelude",schemaPath:"#/properties/prelude/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs18;
if(vErrors !== null){
if(_errs18){
vErrors.length = _errs18;
}
else {
vErrors = null;
}
}
}
}
if(data.temperature !== undefined && func0.call(data, "temperature")){
let data6 = data.temperature;
if((!((typeof data6 == "number") && (isFinite(data6)))) && (typeof data6 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/temperature",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data6 === "string"){
if(!pattern3.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/temperature",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 2 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/temperature",schemaPath:"#/properties/temperature/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2}});
errors++;
}
if(data6 < 0 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/temperature",schemaPath:"#/properties/temperature/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.seed !== undefined && func0.call(data, "seed")){
let data7 = data.seed;
if((!((typeof data7 == "number") && (isFinite(data7)))) && (typeof data7 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 2147483647 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647}});
errors++;
}
if(data7 < 0 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.max_tokens !== undefined && func0.call(data, "max_tokens")){
let data8 = data.max_tokens;
if((!((typeof data8 == "number") && (isFinite(data8)))) && (typeof data8 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/max_tokens",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data8 === "string"){
if(!pattern3.test(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/max_tokens",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 1 || isNaN(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/max_tokens",schemaPath:"#/properties/max_tokens/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.allow_cut !== undefined && func0.call(data, "allow_cut")){
if(typeof data.allow_cut !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/allow_cut",schemaPath:"#/properties/allow_cut/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.repair !== undefined && func0.call(data, "repair")){
let data10 = data.repair;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
(vErrors ??= []).push({instancePath:instancePath+"/repair",schemaPath:"#/properties/repair/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 10 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/repair",schemaPath:"#/properties/repair/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10}});
errors++;
}
if(data10 < 0 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/repair",schemaPath:"#/properties/repair/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.max_cost !== undefined && func0.call(data, "max_cost")){
let data11 = data.max_cost;
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data.images !== undefined && func0.call(data, "images")){
let data12 = data.images;
if((!(Array.isArray(data12))) && (typeof data12 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/type",keyword:"type",params:{type: schema35.properties.images.type}});
errors++;
}
if(typeof data12 === "string"){
if(!pattern3.test(data12)){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data12)){
if(data12.length > 20){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/maxItems",keyword:"maxItems",params:{limit: 20}});
errors++;
}
const len0 = data12.length;
for(let i0=0; i0<len0; i0++){
let data13 = data12[i0];
if(typeof data13 === "string"){
if(func48(data13) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/images/" + i0,schemaPath:"#/properties/images/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/images/" + i0,schemaPath:"#/properties/images/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
}
if(data.files !== undefined && func0.call(data, "files")){
let data14 = data.files;
if((!(Array.isArray(data14))) && (typeof data14 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: schema35.properties.files.type}});
errors++;
}
if(typeof data14 === "string"){
if(!pattern3.test(data14)){
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data14)){
if(data14.length > 20){
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/maxItems",keyword:"maxItems",params:{limit: 20}});
errors++;
}
const len1 = data14.length;
for(let i1=0; i1<len1; i1++){
let data15 = data14[i1];
if(typeof data15 === "string"){
if(func48(data15) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/files/" + i1,schemaPath:"#/properties/files/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/files/" + i1,schemaPath:"#/properties/files/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
}
if(data.prompt !== undefined && func0.call(data, "prompt")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.text !== undefined && func0.call(data, "text")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/dependentSchemas/prompt/properties/text/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate39.errors = vErrors;
return errors === 0;
}

const schema40 = {"type":"object","additionalProperties":false,"required":["text"],"properties":{"provider":{"type":"string","minLength":1},"text":{"$ref":"#/$defs/text"},"voice":{"$ref":"#/$defs/voice"},"speed":{"$ref":"#/$defs/computed_number","minimum":0.25,"maximum":4},"emotion":{"type":"string","minLength":1},"language":{"type":"string","minLength":1},"format":{"type":"string","enum":["wav","mp3"]},"seed":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":2147483647},"to":{"type":"string","minLength":1},"max_cost":{"$ref":"#/$defs/usd"}}};
const schema42 = {"type":["string","object"],"minLength":1,"additionalProperties":{"type":"string","minLength":1}};

function validate43(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema42.type}});
errors++;
}
if(typeof data === "string"){
if(func48(data) < 1){
(vErrors ??= []).push({instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
let data0 = data[key0];
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
validate43.errors = vErrors;
return errors === 0;
}


function validate42(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.text === undefined) || (!(func0.call(data, "text")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "text"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema40.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.provider !== undefined && func0.call(data, "provider")){
let data0 = data.provider;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.text !== undefined && func0.call(data, "text")){
let data1 = data.text;
if(((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
if(data.voice !== undefined && func0.call(data, "voice")){
if(!(validate43(data.voice, {instancePath:instancePath+"/voice",parentData:data,parentDataProperty:"voice",rootData}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
}
if(data.speed !== undefined && func0.call(data, "speed")){
let data3 = data.speed;
if((!((typeof data3 == "number") && (isFinite(data3)))) && (typeof data3 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/speed",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/speed",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 4 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/speed",schemaPath:"#/properties/speed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4}});
errors++;
}
if(data3 < 0.25 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/speed",schemaPath:"#/properties/speed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.25}});
errors++;
}
}
}
if(data.emotion !== undefined && func0.call(data, "emotion")){
let data4 = data.emotion;
if(typeof data4 === "string"){
if(func48(data4) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/emotion",schemaPath:"#/properties/emotion/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/emotion",schemaPath:"#/properties/emotion/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.language !== undefined && func0.call(data, "language")){
let data5 = data.language;
if(typeof data5 === "string"){
if(func48(data5) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/language",schemaPath:"#/properties/language/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/language",schemaPath:"#/properties/language/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.format !== undefined && func0.call(data, "format")){
let data6 = data.format;
if(typeof data6 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data6 === "wav") || (data6 === "mp3"))){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/enum",keyword:"enum",params:{allowedValues: schema40.properties.format.enum}});
errors++;
}
}
if(data.seed !== undefined && func0.call(data, "seed")){
let data7 = data.seed;
if((!((typeof data7 == "number") && (isFinite(data7)))) && (typeof data7 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 2147483647 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647}});
errors++;
}
if(data7 < 0 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data8 = data.to;
if(typeof data8 === "string"){
if(func48(data8) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.max_cost !== undefined && func0.call(data, "max_cost")){
let data9 = data.max_cost;
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate42.errors = vErrors;
return errors === 0;
}

const schema46 = {"type":"object","additionalProperties":false,"properties":{"provider":{"type":"string","minLength":1},"prompt":{"type":"string","minLength":1},"text":{"type":"string"},"vars":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"size":{"$ref":"#/$defs/size"},"seed":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":2147483647},"reference":{"type":"string","minLength":1},"colors":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"properties":{"background":{"type":"string","minLength":1},"accent":{"type":"string","minLength":1},"text":{"type":"string","minLength":1}}},"title":{"$ref":"#/$defs/text"},"to":{"type":"string","minLength":1},"max_cost":{"$ref":"#/$defs/usd"}},"if":{"not":{"required":["text"]}},"then":{"required":["prompt"]},"dependentSchemas":{"prompt":{"properties":{"text":false}}}};
const pattern23 = new RegExp("^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$", "u");

function validate46(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
const _errs3 = errors;
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.text === undefined) || (!(func0.call(data, "text")))) && (missing0 = "text")){
(vErrors ??= []).push({});
errors++;
}
}
var valid1 = _errs4 === errors;
if(valid1){
(vErrors ??= []).push({});
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.prompt === undefined) || (!(func0.call(data, "prompt")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "prompt"}});
errors++;
}
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
}
if(!valid0){
(vErrors ??= []).push({instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(func0.call(schema46.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.provider !== undefined && func0.call(data, "provider")){
let data0 = data.provider;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.prompt !== undefined && func0.call(data, "prompt")){
let data1 = data.prompt;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.text !== undefined && func0.call(data, "text")){
if(typeof data.text !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/properties/text/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.vars !== undefined && func0.call(data, "vars")){
let data3 = data.vars;
if((!(data3 && typeof data3 == "object" && !Array.isArray(data3))) && (typeof data3 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: schema46.properties.vars.type}});
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
}
if(data.size !== undefined && func0.call(data, "size")){
let data4 = data.size;
if(typeof data4 === "string"){
if(!pattern23.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.seed !== undefined && func0.call(data, "seed")){
let data5 = data.seed;
if((!((typeof data5 == "number") && (isFinite(data5)))) && (typeof data5 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 2147483647 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647}});
errors++;
}
if(data5 < 0 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.reference !== undefined && func0.call(data, "reference")){
let data6 = data.reference;
if(typeof data6 === "string"){
if(func48(data6) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/reference",schemaPath:"#/properties/reference/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/reference",schemaPath:"#/properties/reference/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.colors !== undefined && func0.call(data, "colors")){
let data7 = data.colors;
if((!(data7 && typeof data7 == "object" && !Array.isArray(data7))) && (typeof data7 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/colors",schemaPath:"#/properties/colors/type",keyword:"type",params:{type: schema46.properties.colors.type}});
errors++;
}
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/colors",schemaPath:"#/properties/colors/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 of Object.keys(data7)){
if(!(((key1 === "background") || (key1 === "accent")) || (key1 === "text"))){
(vErrors ??= []).push({instancePath:instancePath+"/colors",schemaPath:"#/properties/colors/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}});
errors++;
}
}
if(data7.background !== undefined && func0.call(data7, "background")){
let data8 = data7.background;
if(typeof data8 === "string"){
if(func48(data8) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/colors/background",schemaPath:"#/properties/colors/properties/background/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/colors/background",schemaPath:"#/properties/colors/properties/background/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data7.accent !== undefined && func0.call(data7, "accent")){
let data9 = data7.accent;
if(typeof data9 === "string"){
if(func48(data9) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/colors/accent",schemaPath:"#/properties/colors/properties/accent/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/colors/accent",schemaPath:"#/properties/colors/properties/accent/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data7.text !== undefined && func0.call(data7, "text")){
let data10 = data7.text;
if(typeof data10 === "string"){
if(func48(data10) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/colors/text",schemaPath:"#/properties/colors/properties/text/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/colors/text",schemaPath:"#/properties/colors/properties/text/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
}
if(data.title !== undefined && func0.call(data, "title")){
let data11 = data.title;
if(((typeof data11 !== "string") && (!((typeof data11 == "number") && (isFinite(data11))))) && (typeof data11 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/title",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data12 = data.to;
if(typeof data12 === "string"){
if(func48(data12) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.max_cost !== undefined && func0.call(data, "max_cost")){
let data13 = data.max_cost;
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data.prompt !== undefined && func0.call(data, "prompt")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.text !== undefined && func0.call(data, "text")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/dependentSchemas/prompt/properties/text/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate46.errors = vErrors;
return errors === 0;
}

const schema51 = {"type":"object","additionalProperties":false,"properties":{"provider":{"type":"string","minLength":1},"prompt":{"type":"string","minLength":1},"text":{"type":"string"},"vars":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"images":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","maxItems":2,"items":{"type":"string","minLength":1}},"seconds":{"$ref":"#/$defs/computed_number","minimum":0.5,"maximum":120},"size":{"$ref":"#/$defs/size"},"fps":{"$ref":"#/$defs/computed_number","minimum":1,"maximum":60},"seed":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":2147483647},"move":{"type":"string","pattern":"^(?:still|zoom_in|zoom_out|pan_left|pan_right|pan_up|pan_down|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"},"to":{"type":"string","minLength":1},"max_cost":{"$ref":"#/$defs/usd"}},"if":{"not":{"required":["text"]}},"then":{"required":["prompt"]},"dependentSchemas":{"prompt":{"properties":{"text":false}}}};
const pattern32 = new RegExp("^(?:still|zoom_in|zoom_out|pan_left|pan_right|pan_up|pan_down|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$", "u");

function validate48(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
const _errs3 = errors;
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.text === undefined) || (!(func0.call(data, "text")))) && (missing0 = "text")){
(vErrors ??= []).push({});
errors++;
}
}
var valid1 = _errs4 === errors;
if(valid1){
(vErrors ??= []).push({});
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.prompt === undefined) || (!(func0.call(data, "prompt")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "prompt"}});
errors++;
}
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
}
if(!valid0){
(vErrors ??= []).push({instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(func0.call(schema51.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.provider !== undefined && func0.call(data, "provider")){
let data0 = data.provider;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.prompt !== undefined && func0.call(data, "prompt")){
let data1 = data.prompt;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.text !== undefined && func0.call(data, "text")){
if(typeof data.text !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/properties/text/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.vars !== undefined && func0.call(data, "vars")){
let data3 = data.vars;
if((!(data3 && typeof data3 == "object" && !Array.isArray(data3))) && (typeof data3 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: schema51.properties.vars.type}});
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
}
if(data.images !== undefined && func0.call(data, "images")){
let data4 = data.images;
if((!(Array.isArray(data4))) && (typeof data4 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/type",keyword:"type",params:{type: schema51.properties.images.type}});
errors++;
}
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data4)){
if(data4.length > 2){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/maxItems",keyword:"maxItems",params:{limit: 2}});
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(func48(data5) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/images/" + i0,schemaPath:"#/properties/images/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/images/" + i0,schemaPath:"#/properties/images/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
}
if(data.seconds !== undefined && func0.call(data, "seconds")){
let data6 = data.seconds;
if((!((typeof data6 == "number") && (isFinite(data6)))) && (typeof data6 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data6 === "string"){
if(!pattern3.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 120 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 120}});
errors++;
}
if(data6 < 0.5 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.5}});
errors++;
}
}
}
if(data.size !== undefined && func0.call(data, "size")){
let data7 = data.size;
if(typeof data7 === "string"){
if(!pattern23.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.fps !== undefined && func0.call(data, "fps")){
let data8 = data.fps;
if((!((typeof data8 == "number") && (isFinite(data8)))) && (typeof data8 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data8 === "string"){
if(!pattern3.test(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 60 || isNaN(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 60}});
errors++;
}
if(data8 < 1 || isNaN(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.seed !== undefined && func0.call(data, "seed")){
let data9 = data.seed;
if((!((typeof data9 == "number") && (isFinite(data9)))) && (typeof data9 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data9 === "string"){
if(!pattern3.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 2147483647 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647}});
errors++;
}
if(data9 < 0 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.move !== undefined && func0.call(data, "move")){
let data10 = data.move;
if(typeof data10 === "string"){
if(!pattern32.test(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/pattern",keyword:"pattern",params:{pattern: "^(?:still|zoom_in|zoom_out|pan_left|pan_right|pan_up|pan_down|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data11 = data.to;
if(typeof data11 === "string"){
if(func48(data11) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.max_cost !== undefined && func0.call(data, "max_cost")){
let data12 = data.max_cost;
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data.prompt !== undefined && func0.call(data, "prompt")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.text !== undefined && func0.call(data, "text")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/dependentSchemas/prompt/properties/text/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate48.errors = vErrors;
return errors === 0;
}


function validate50(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "provider") || (key0 === "file")) || (key0 === "language")) || (key0 === "max_cost"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.provider !== undefined && func0.call(data, "provider")){
let data0 = data.provider;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data1 = data.file;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.language !== undefined && func0.call(data, "language")){
let data2 = data.language;
if(typeof data2 === "string"){
if(func48(data2) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/language",schemaPath:"#/properties/language/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/language",schemaPath:"#/properties/language/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.max_cost !== undefined && func0.call(data, "max_cost")){
let data3 = data.max_cost;
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate50.errors = vErrors;
return errors === 0;
}

const schema59 = {"type":"object","required":["op"],"allOf":[{"properties":{"op":{"type":"string","enum":["mix","clip","compose","concat","normalise","caption","thumbnail","music","probe"]}}},{"if":{"required":["op"],"properties":{"op":{"const":"mix"}}},"then":{"$ref":"#/$defs/media_mix"}},{"if":{"required":["op"],"properties":{"op":{"const":"clip"}}},"then":{"$ref":"#/$defs/media_clip"}},{"if":{"required":["op"],"properties":{"op":{"const":"compose"}}},"then":{"$ref":"#/$defs/media_compose"}},{"if":{"required":["op"],"properties":{"op":{"const":"concat"}}},"then":{"$ref":"#/$defs/media_concat"}},{"if":{"required":["op"],"properties":{"op":{"const":"normalise"}}},"then":{"$ref":"#/$defs/media_normalise"}},{"if":{"required":["op"],"properties":{"op":{"const":"caption"}}},"then":{"$ref":"#/$defs/media_caption"}},{"if":{"required":["op"],"properties":{"op":{"const":"thumbnail"}}},"then":{"$ref":"#/$defs/media_thumbnail"}},{"if":{"required":["op"],"properties":{"op":{"const":"music"}}},"then":{"$ref":"#/$defs/media_music"}},{"if":{"required":["op"],"properties":{"op":{"const":"probe"}}},"then":{"$ref":"#/$defs/media_probe"}}]};
const schema60 = {"type":"object","additionalProperties":false,"required":["op","tracks"],"properties":{"op":{"const":"mix"},"tracks":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_track"}},"intro":{"$ref":"#/$defs/media_sound"},"outro":{"$ref":"#/$defs/media_sound"},"music":{"$ref":"#/$defs/media_sound"},"duck":{"$ref":"#/$defs/computed_number","minimum":-60,"maximum":0},"loudness":{"$ref":"#/$defs/computed_number","minimum":-40,"maximum":-6},"format":{"type":"string","anyOf":[{"enum":["wav","mp3"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"tags":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"properties":{"title":{"$ref":"#/$defs/text"},"artist":{"$ref":"#/$defs/text"},"album":{"$ref":"#/$defs/text"},"track":{"$ref":"#/$defs/text"},"year":{"$ref":"#/$defs/text"},"genre":{"$ref":"#/$defs/text"},"comment":{"$ref":"#/$defs/text"},"cover":{"type":"string","minLength":1}}},"chapters":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_chapter"}},"to":{"type":"string","minLength":1},"encoder":{"type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]}}};
const schema61 = {"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"required":["file"],"properties":{"file":{"type":"string","minLength":1},"pause":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":60},"gain":{"$ref":"#/$defs/computed_number","minimum":-60,"maximum":24}}};

function validate54(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "string")){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema61.type}});
errors++;
}
if(typeof data === "string"){
if(!pattern3.test(data)){
(vErrors ??= []).push({instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "file") || (key0 === "pause")) || (key0 === "gain"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data0 = data.file;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.pause !== undefined && func0.call(data, "pause")){
let data1 = data.pause;
if((!((typeof data1 == "number") && (isFinite(data1)))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/pause",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/pause",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 60 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/pause",schemaPath:"#/properties/pause/maximum",keyword:"maximum",params:{comparison: "<=", limit: 60}});
errors++;
}
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/pause",schemaPath:"#/properties/pause/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.gain !== undefined && func0.call(data, "gain")){
let data2 = data.gain;
if((!((typeof data2 == "number") && (isFinite(data2)))) && (typeof data2 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/gain",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/gain",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 24 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/gain",schemaPath:"#/properties/gain/maximum",keyword:"maximum",params:{comparison: "<=", limit: 24}});
errors++;
}
if(data2 < -60 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/gain",schemaPath:"#/properties/gain/minimum",keyword:"minimum",params:{comparison: ">=", limit: -60}});
errors++;
}
}
}
}
validate54.errors = vErrors;
return errors === 0;
}

const schema64 = {"type":["object","string"],"additionalProperties":false,"properties":{"file":{"type":"string","minLength":1},"mood":{"type":"string","anyOf":[{"enum":["calm","bright","tense"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"seed":{"$ref":"#/$defs/text"},"kind":{"type":"string","anyOf":[{"enum":["loop","jingle"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]}}};

function validate56(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "string")){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema64.type}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!((((key0 === "file") || (key0 === "mood")) || (key0 === "seed")) || (key0 === "kind"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data0 = data.file;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.mood !== undefined && func0.call(data, "mood")){
let data1 = data.mood;
if(typeof data1 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs6 = errors;
let valid1 = false;
const _errs7 = errors;
if(!(((data1 === "calm") || (data1 === "bright")) || (data1 === "tense"))){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema64.properties.mood.anyOf[0].enum}});
errors++;
}
var _valid0 = _errs7 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs8 = errors;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs8 === errors;
valid1 = valid1 || _valid0;
}
if(!valid1){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs6;
if(vErrors !== null){
if(_errs6){
vErrors.length = _errs6;
}
else {
vErrors = null;
}
}
}
}
if(data.seed !== undefined && func0.call(data, "seed")){
let data2 = data.seed;
if(((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
if(data.kind !== undefined && func0.call(data, "kind")){
let data3 = data.kind;
if(typeof data3 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs14 = errors;
let valid3 = false;
const _errs15 = errors;
if(!((data3 === "loop") || (data3 === "jingle"))){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema64.properties.kind.anyOf[0].enum}});
errors++;
}
var _valid1 = _errs15 === errors;
valid3 = valid3 || _valid1;
if(!valid3){
const _errs16 = errors;
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid1 = _errs16 === errors;
valid3 = valid3 || _valid1;
}
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs14;
if(vErrors !== null){
if(_errs14){
vErrors.length = _errs14;
}
else {
vErrors = null;
}
}
}
}
}
validate56.errors = vErrors;
return errors === 0;
}

const schema75 = {"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"required":["title","track"],"properties":{"title":{"$ref":"#/$defs/text"},"track":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":1000000}}};

function validate60(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "string")){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema75.type}});
errors++;
}
if(typeof data === "string"){
if(!pattern3.test(data)){
(vErrors ??= []).push({instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.title === undefined) || (!(func0.call(data, "title")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"}});
errors++;
}
if((data.track === undefined) || (!(func0.call(data, "track")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "track"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "title") || (key0 === "track"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.title !== undefined && func0.call(data, "title")){
let data0 = data.title;
if(((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/title",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
if(data.track !== undefined && func0.call(data, "track")){
let data1 = data.track;
if((!((typeof data1 == "number") && (isFinite(data1)))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/track",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/track",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 1000000 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/track",schemaPath:"#/properties/track/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000}});
errors++;
}
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/track",schemaPath:"#/properties/track/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
}
validate60.errors = vErrors;
return errors === 0;
}


function validate53(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
if((data.tracks === undefined) || (!(func0.call(data, "tracks")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tracks"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema60.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("mix" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "mix"}});
errors++;
}
}
if(data.tracks !== undefined && func0.call(data, "tracks")){
let data1 = data.tracks;
if((!(Array.isArray(data1))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/tracks",schemaPath:"#/properties/tracks/type",keyword:"type",params:{type: schema60.properties.tracks.type}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/tracks",schemaPath:"#/properties/tracks/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate54(data1[i0], {instancePath:instancePath+"/tracks/" + i0,parentData:data1,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
}
}
if(data.intro !== undefined && func0.call(data, "intro")){
if(!(validate56(data.intro, {instancePath:instancePath+"/intro",parentData:data,parentDataProperty:"intro",rootData}))){
vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
errors = vErrors.length;
}
}
if(data.outro !== undefined && func0.call(data, "outro")){
if(!(validate56(data.outro, {instancePath:instancePath+"/outro",parentData:data,parentDataProperty:"outro",rootData}))){
vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
errors = vErrors.length;
}
}
if(data.music !== undefined && func0.call(data, "music")){
if(!(validate56(data.music, {instancePath:instancePath+"/music",parentData:data,parentDataProperty:"music",rootData}))){
vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
errors = vErrors.length;
}
}
if(data.duck !== undefined && func0.call(data, "duck")){
let data6 = data.duck;
if((!((typeof data6 == "number") && (isFinite(data6)))) && (typeof data6 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data6 === "string"){
if(!pattern3.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 0 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/properties/duck/maximum",keyword:"maximum",params:{comparison: "<=", limit: 0}});
errors++;
}
if(data6 < -60 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/properties/duck/minimum",keyword:"minimum",params:{comparison: ">=", limit: -60}});
errors++;
}
}
}
if(data.loudness !== undefined && func0.call(data, "loudness")){
let data7 = data.loudness;
if((!((typeof data7 == "number") && (isFinite(data7)))) && (typeof data7 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > -6 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/maximum",keyword:"maximum",params:{comparison: "<=", limit: -6}});
errors++;
}
if(data7 < -40 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/minimum",keyword:"minimum",params:{comparison: ">=", limit: -40}});
errors++;
}
}
}
if(data.format !== undefined && func0.call(data, "format")){
let data8 = data.format;
if(typeof data8 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs17 = errors;
let valid5 = false;
const _errs18 = errors;
if(!((data8 === "wav") || (data8 === "mp3"))){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema60.properties.format.anyOf[0].enum}});
errors++;
}
var _valid0 = _errs18 === errors;
valid5 = valid5 || _valid0;
if(!valid5){
const _errs19 = errors;
if(typeof data8 === "string"){
if(!pattern3.test(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs19 === errors;
valid5 = valid5 || _valid0;
}
if(!valid5){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs17;
if(vErrors !== null){
if(_errs17){
vErrors.length = _errs17;
}
else {
vErrors = null;
}
}
}
}
if(data.tags !== undefined && func0.call(data, "tags")){
let data9 = data.tags;
if((!(data9 && typeof data9 == "object" && !Array.isArray(data9))) && (typeof data9 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type: schema60.properties.tags.type}});
errors++;
}
if(typeof data9 === "string"){
if(!pattern3.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key1 of Object.keys(data9)){
if(!((((((((key1 === "title") || (key1 === "artist")) || (key1 === "album")) || (key1 === "track")) || (key1 === "year")) || (key1 === "genre")) || (key1 === "comment")) || (key1 === "cover"))){
(vErrors ??= []).push({instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}});
errors++;
}
}
if(data9.title !== undefined && func0.call(data9, "title")){
let data10 = data9.title;
if(((typeof data10 !== "string") && (!((typeof data10 == "number") && (isFinite(data10))))) && (typeof data10 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/tags/title",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
if(data9.artist !== undefined && func0.call(data9, "artist")){
let data11 = data9.artist;
if(((typeof data11 !== "string") && (!((typeof data11 == "number") && (isFinite(data11))))) && (typeof data11 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/tags/artist",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
if(data9.album !== undefined && func0.call(data9, "album")){
let data12 = data9.album;
if(((typeof data12 !== "string") && (!((typeof data12 == "number") && (isFinite(data12))))) && (typeof data12 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/tags/album",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
if(data9.track !== undefined && func0.call(data9, "track")){
let data13 = data9.track;
if(((typeof data13 !== "string") && (!((typeof data13 == "number") && (isFinite(data13))))) && (typeof data13 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/tags/track",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
if(data9.year !== undefined && func0.call(data9, "year")){
let data14 = data9.year;
if(((typeof data14 !== "string") && (!((typeof data14 == "number") && (isFinite(data14))))) && (typeof data14 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/tags/year",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
if(data9.genre !== undefined && func0.call(data9, "genre")){
let data15 = data9.genre;
if(((typeof data15 !== "string") && (!((typeof data15 == "number") && (isFinite(data15))))) && (typeof data15 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/tags/genre",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
if(data9.comment !== undefined && func0.call(data9, "comment")){
let data16 = data9.comment;
if(((typeof data16 !== "string") && (!((typeof data16 == "number") && (isFinite(data16))))) && (typeof data16 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/tags/comment",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
if(data9.cover !== undefined && func0.call(data9, "cover")){
let data17 = data9.cover;
if(typeof data17 === "string"){
if(func48(data17) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/tags/cover",schemaPath:"#/properties/tags/properties/cover/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/tags/cover",schemaPath:"#/properties/tags/properties/cover/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
}
if(data.chapters !== undefined && func0.call(data, "chapters")){
let data18 = data.chapters;
if((!(Array.isArray(data18))) && (typeof data18 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/chapters",schemaPath:"#/properties/chapters/type",keyword:"type",params:{type: schema60.properties.chapters.type}});
errors++;
}
if(typeof data18 === "string"){
if(!pattern3.test(data18)){
(vErrors ??= []).push({instancePath:instancePath+"/chapters",schemaPath:"#/properties/chapters/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data18)){
const len1 = data18.length;
for(let i1=0; i1<len1; i1++){
if(!(validate60(data18[i1], {instancePath:instancePath+"/chapters/" + i1,parentData:data18,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
errors = vErrors.length;
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data20 = data.to;
if(typeof data20 === "string"){
if(func48(data20) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.encoder !== undefined && func0.call(data, "encoder")){
let data21 = data.encoder;
if(typeof data21 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs53 = errors;
let valid16 = false;
const _errs54 = errors;
if(!(((data21 === "auto") || (data21 === "ffmpeg")) || (data21 === "wasm"))){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema60.properties.encoder.anyOf[0].enum}});
errors++;
}
var _valid1 = _errs54 === errors;
valid16 = valid16 || _valid1;
if(!valid16){
const _errs55 = errors;
if(typeof data21 === "string"){
if(!pattern3.test(data21)){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid1 = _errs55 === errors;
valid16 = valid16 || _valid1;
}
if(!valid16){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs53;
if(vErrors !== null){
if(_errs53){
vErrors.length = _errs53;
}
else {
vErrors = null;
}
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate53.errors = vErrors;
return errors === 0;
}

const schema78 = {"type":"object","additionalProperties":false,"required":["op","images"],"properties":{"op":{"const":"clip"},"images":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/text"}},"seconds":{"$ref":"#/$defs/computed_number","minimum":0.1,"maximum":14400},"move":{"type":"string","anyOf":[{"enum":["zoom_in","zoom_out","pan_left","pan_right","pan_up","pan_down","still"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"size":{"$ref":"#/$defs/size"},"fps":{"$ref":"#/$defs/computed_number","minimum":1,"maximum":60},"encoder":{"type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"to":{"type":"string","minLength":1}}};

function validate63(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
if((data.images === undefined) || (!(func0.call(data, "images")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "images"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((((key0 === "op") || (key0 === "images")) || (key0 === "seconds")) || (key0 === "move")) || (key0 === "size")) || (key0 === "fps")) || (key0 === "encoder")) || (key0 === "to"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("clip" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "clip"}});
errors++;
}
}
if(data.images !== undefined && func0.call(data, "images")){
let data1 = data.images;
if((!(Array.isArray(data1))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/type",keyword:"type",params:{type: schema78.properties.images.type}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/images/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
}
}
if(data.seconds !== undefined && func0.call(data, "seconds")){
let data3 = data.seconds;
if((!((typeof data3 == "number") && (isFinite(data3)))) && (typeof data3 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 14400 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 14400}});
errors++;
}
if(data3 < 0.1 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.1}});
errors++;
}
}
}
if(data.move !== undefined && func0.call(data, "move")){
let data4 = data.move;
if(typeof data4 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs13 = errors;
let valid5 = false;
const _errs14 = errors;
if(!(((((((data4 === "zoom_in") || (data4 === "zoom_out")) || (data4 === "pan_left")) || (data4 === "pan_right")) || (data4 === "pan_up")) || (data4 === "pan_down")) || (data4 === "still"))){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema78.properties.move.anyOf[0].enum}});
errors++;
}
var _valid0 = _errs14 === errors;
valid5 = valid5 || _valid0;
if(!valid5){
const _errs15 = errors;
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs15 === errors;
valid5 = valid5 || _valid0;
}
if(!valid5){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs13;
if(vErrors !== null){
if(_errs13){
vErrors.length = _errs13;
}
else {
vErrors = null;
}
}
}
}
if(data.size !== undefined && func0.call(data, "size")){
let data5 = data.size;
if(typeof data5 === "string"){
if(!pattern23.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.fps !== undefined && func0.call(data, "fps")){
let data6 = data.fps;
if((!((typeof data6 == "number") && (isFinite(data6)))) && (typeof data6 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data6 === "string"){
if(!pattern3.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 60 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 60}});
errors++;
}
if(data6 < 1 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.encoder !== undefined && func0.call(data, "encoder")){
let data7 = data.encoder;
if(typeof data7 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs24 = errors;
let valid8 = false;
const _errs25 = errors;
if(!(((data7 === "auto") || (data7 === "ffmpeg")) || (data7 === "wasm"))){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema78.properties.encoder.anyOf[0].enum}});
errors++;
}
var _valid1 = _errs25 === errors;
valid8 = valid8 || _valid1;
if(!valid8){
const _errs26 = errors;
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid1 = _errs26 === errors;
valid8 = valid8 || _valid1;
}
if(!valid8){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs24;
if(vErrors !== null){
if(_errs24){
vErrors.length = _errs24;
}
else {
vErrors = null;
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data8 = data.to;
if(typeof data8 === "string"){
if(func48(data8) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate63.errors = vErrors;
return errors === 0;
}

const schema83 = {"type":"object","additionalProperties":false,"required":["op","scenes"],"properties":{"op":{"const":"compose"},"size":{"$ref":"#/$defs/size"},"fps":{"$ref":"#/$defs/computed_number","minimum":1,"maximum":60},"scenes":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_scene"}},"voice":{"$ref":"#/$defs/media_sound"},"music":{"$ref":"#/$defs/media_sound"},"captions":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_caption_entry"}},"transition":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":10},"duck":{"$ref":"#/$defs/computed_number","minimum":-60,"maximum":0},"loudness":{"$ref":"#/$defs/computed_number","minimum":-40,"maximum":-6},"encoder":{"type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"to":{"type":"string","minLength":1}}};
const schema86 = {"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"properties":{"image":{"type":"string","minLength":1},"video":{"type":"string","minLength":1},"images":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/text"}},"seconds":{"$ref":"#/$defs/computed_number","minimum":0.1,"maximum":14400},"move":{"type":"string","anyOf":[{"enum":["zoom_in","zoom_out","pan_left","pan_right","pan_up","pan_down","still"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]}}};

function validate66(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "string")){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema86.type}});
errors++;
}
if(typeof data === "string"){
if(!pattern3.test(data)){
(vErrors ??= []).push({instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(((((key0 === "image") || (key0 === "video")) || (key0 === "images")) || (key0 === "seconds")) || (key0 === "move"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.image !== undefined && func0.call(data, "image")){
let data0 = data.image;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/image",schemaPath:"#/properties/image/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.video !== undefined && func0.call(data, "video")){
let data1 = data.video;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/video",schemaPath:"#/properties/video/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/video",schemaPath:"#/properties/video/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.images !== undefined && func0.call(data, "images")){
let data2 = data.images;
if((!(Array.isArray(data2))) && (typeof data2 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/type",keyword:"type",params:{type: schema86.properties.images.type}});
errors++;
}
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(((typeof data3 !== "string") && (!((typeof data3 == "number") && (isFinite(data3))))) && (typeof data3 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/images/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
}
}
if(data.seconds !== undefined && func0.call(data, "seconds")){
let data4 = data.seconds;
if((!((typeof data4 == "number") && (isFinite(data4)))) && (typeof data4 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 14400 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 14400}});
errors++;
}
if(data4 < 0.1 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.1}});
errors++;
}
}
}
if(data.move !== undefined && func0.call(data, "move")){
let data5 = data.move;
if(typeof data5 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs16 = errors;
let valid5 = false;
const _errs17 = errors;
if(!(((((((data5 === "zoom_in") || (data5 === "zoom_out")) || (data5 === "pan_left")) || (data5 === "pan_right")) || (data5 === "pan_up")) || (data5 === "pan_down")) || (data5 === "still"))){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema86.properties.move.anyOf[0].enum}});
errors++;
}
var _valid0 = _errs17 === errors;
valid5 = valid5 || _valid0;
if(!valid5){
const _errs18 = errors;
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs18 === errors;
valid5 = valid5 || _valid0;
}
if(!valid5){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs16;
if(vErrors !== null){
if(_errs16){
vErrors.length = _errs16;
}
else {
vErrors = null;
}
}
}
}
}
validate66.errors = vErrors;
return errors === 0;
}

const schema89 = {"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"required":["start","end","text"],"properties":{"start":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":14400},"end":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":14400},"text":{"$ref":"#/$defs/text"}}};

function validate70(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "string")){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema89.type}});
errors++;
}
if(typeof data === "string"){
if(!pattern3.test(data)){
(vErrors ??= []).push({instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.start === undefined) || (!(func0.call(data, "start")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "start"}});
errors++;
}
if((data.end === undefined) || (!(func0.call(data, "end")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "end"}});
errors++;
}
if((data.text === undefined) || (!(func0.call(data, "text")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "text"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "start") || (key0 === "end")) || (key0 === "text"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.start !== undefined && func0.call(data, "start")){
let data0 = data.start;
if((!((typeof data0 == "number") && (isFinite(data0)))) && (typeof data0 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/start",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data0 === "string"){
if(!pattern3.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/start",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 14400 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/start",schemaPath:"#/properties/start/maximum",keyword:"maximum",params:{comparison: "<=", limit: 14400}});
errors++;
}
if(data0 < 0 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/start",schemaPath:"#/properties/start/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.end !== undefined && func0.call(data, "end")){
let data1 = data.end;
if((!((typeof data1 == "number") && (isFinite(data1)))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/end",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/end",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 14400 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/end",schemaPath:"#/properties/end/maximum",keyword:"maximum",params:{comparison: "<=", limit: 14400}});
errors++;
}
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/end",schemaPath:"#/properties/end/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.text !== undefined && func0.call(data, "text")){
let data2 = data.text;
if(((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
}
validate70.errors = vErrors;
return errors === 0;
}


function validate65(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
if((data.scenes === undefined) || (!(func0.call(data, "scenes")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "scenes"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema83.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("compose" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "compose"}});
errors++;
}
}
if(data.size !== undefined && func0.call(data, "size")){
let data1 = data.size;
if(typeof data1 === "string"){
if(!pattern23.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.fps !== undefined && func0.call(data, "fps")){
let data2 = data.fps;
if((!((typeof data2 == "number") && (isFinite(data2)))) && (typeof data2 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 60 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 60}});
errors++;
}
if(data2 < 1 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.scenes !== undefined && func0.call(data, "scenes")){
let data3 = data.scenes;
if((!(Array.isArray(data3))) && (typeof data3 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/scenes",schemaPath:"#/properties/scenes/type",keyword:"type",params:{type: schema83.properties.scenes.type}});
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/scenes",schemaPath:"#/properties/scenes/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(!(validate66(data3[i0], {instancePath:instancePath+"/scenes/" + i0,parentData:data3,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
errors = vErrors.length;
}
}
}
}
if(data.voice !== undefined && func0.call(data, "voice")){
if(!(validate56(data.voice, {instancePath:instancePath+"/voice",parentData:data,parentDataProperty:"voice",rootData}))){
vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
errors = vErrors.length;
}
}
if(data.music !== undefined && func0.call(data, "music")){
if(!(validate56(data.music, {instancePath:instancePath+"/music",parentData:data,parentDataProperty:"music",rootData}))){
vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
errors = vErrors.length;
}
}
if(data.captions !== undefined && func0.call(data, "captions")){
let data7 = data.captions;
if((!(Array.isArray(data7))) && (typeof data7 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/captions",schemaPath:"#/properties/captions/type",keyword:"type",params:{type: schema83.properties.captions.type}});
errors++;
}
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/captions",schemaPath:"#/properties/captions/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data7)){
const len1 = data7.length;
for(let i1=0; i1<len1; i1++){
if(!(validate70(data7[i1], {instancePath:instancePath+"/captions/" + i1,parentData:data7,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate70.errors : vErrors.concat(validate70.errors);
errors = vErrors.length;
}
}
}
}
if(data.transition !== undefined && func0.call(data, "transition")){
let data9 = data.transition;
if((!((typeof data9 == "number") && (isFinite(data9)))) && (typeof data9 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data9 === "string"){
if(!pattern3.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 10 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/properties/transition/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10}});
errors++;
}
if(data9 < 0 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/properties/transition/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.duck !== undefined && func0.call(data, "duck")){
let data10 = data.duck;
if((!((typeof data10 == "number") && (isFinite(data10)))) && (typeof data10 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data10 === "string"){
if(!pattern3.test(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 0 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/properties/duck/maximum",keyword:"maximum",params:{comparison: "<=", limit: 0}});
errors++;
}
if(data10 < -60 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/properties/duck/minimum",keyword:"minimum",params:{comparison: ">=", limit: -60}});
errors++;
}
}
}
if(data.loudness !== undefined && func0.call(data, "loudness")){
let data11 = data.loudness;
if((!((typeof data11 == "number") && (isFinite(data11)))) && (typeof data11 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data11 === "string"){
if(!pattern3.test(data11)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > -6 || isNaN(data11)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/maximum",keyword:"maximum",params:{comparison: "<=", limit: -6}});
errors++;
}
if(data11 < -40 || isNaN(data11)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/minimum",keyword:"minimum",params:{comparison: ">=", limit: -40}});
errors++;
}
}
}
if(data.encoder !== undefined && func0.call(data, "encoder")){
let data12 = data.encoder;
if(typeof data12 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs28 = errors;
let valid10 = false;
const _errs29 = errors;
if(!(((data12 === "auto") || (data12 === "ffmpeg")) || (data12 === "wasm"))){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema83.properties.encoder.anyOf[0].enum}});
errors++;
}
var _valid0 = _errs29 === errors;
valid10 = valid10 || _valid0;
if(!valid10){
const _errs30 = errors;
if(typeof data12 === "string"){
if(!pattern3.test(data12)){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs30 === errors;
valid10 = valid10 || _valid0;
}
if(!valid10){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs28;
if(vErrors !== null){
if(_errs28){
vErrors.length = _errs28;
}
else {
vErrors = null;
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data13 = data.to;
if(typeof data13 === "string"){
if(func48(data13) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate65.errors = vErrors;
return errors === 0;
}

const schema96 = {"type":"object","additionalProperties":false,"required":["op","clips"],"properties":{"op":{"const":"concat"},"clips":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_clip_file"}},"transition":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":10},"audio":{"$ref":"#/$defs/media_sound"},"music":{"$ref":"#/$defs/media_sound"},"duck":{"$ref":"#/$defs/computed_number","minimum":-60,"maximum":0},"loudness":{"$ref":"#/$defs/computed_number","minimum":-40,"maximum":-6},"size":{"$ref":"#/$defs/size"},"fps":{"$ref":"#/$defs/computed_number","minimum":1,"maximum":60},"encoder":{"type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"to":{"type":"string","minLength":1}}};
const schema97 = {"type":["object","string"],"additionalProperties":false,"properties":{"file":{"type":"string","minLength":1}}};

function validate74(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "string")){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema97.type}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(key0 === "file")){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data0 = data.file;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
validate74.errors = vErrors;
return errors === 0;
}


function validate73(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
if((data.clips === undefined) || (!(func0.call(data, "clips")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "clips"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema96.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("concat" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "concat"}});
errors++;
}
}
if(data.clips !== undefined && func0.call(data, "clips")){
let data1 = data.clips;
if((!(Array.isArray(data1))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/clips",schemaPath:"#/properties/clips/type",keyword:"type",params:{type: schema96.properties.clips.type}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/clips",schemaPath:"#/properties/clips/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate74(data1[i0], {instancePath:instancePath+"/clips/" + i0,parentData:data1,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate74.errors : vErrors.concat(validate74.errors);
errors = vErrors.length;
}
}
}
}
if(data.transition !== undefined && func0.call(data, "transition")){
let data3 = data.transition;
if((!((typeof data3 == "number") && (isFinite(data3)))) && (typeof data3 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 10 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/properties/transition/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10}});
errors++;
}
if(data3 < 0 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/properties/transition/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.audio !== undefined && func0.call(data, "audio")){
if(!(validate56(data.audio, {instancePath:instancePath+"/audio",parentData:data,parentDataProperty:"audio",rootData}))){
vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
errors = vErrors.length;
}
}
if(data.music !== undefined && func0.call(data, "music")){
if(!(validate56(data.music, {instancePath:instancePath+"/music",parentData:data,parentDataProperty:"music",rootData}))){
vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
errors = vErrors.length;
}
}
if(data.duck !== undefined && func0.call(data, "duck")){
let data6 = data.duck;
if((!((typeof data6 == "number") && (isFinite(data6)))) && (typeof data6 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data6 === "string"){
if(!pattern3.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 0 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/properties/duck/maximum",keyword:"maximum",params:{comparison: "<=", limit: 0}});
errors++;
}
if(data6 < -60 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/properties/duck/minimum",keyword:"minimum",params:{comparison: ">=", limit: -60}});
errors++;
}
}
}
if(data.loudness !== undefined && func0.call(data, "loudness")){
let data7 = data.loudness;
if((!((typeof data7 == "number") && (isFinite(data7)))) && (typeof data7 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > -6 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/maximum",keyword:"maximum",params:{comparison: "<=", limit: -6}});
errors++;
}
if(data7 < -40 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/minimum",keyword:"minimum",params:{comparison: ">=", limit: -40}});
errors++;
}
}
}
if(data.size !== undefined && func0.call(data, "size")){
let data8 = data.size;
if(typeof data8 === "string"){
if(!pattern23.test(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.fps !== undefined && func0.call(data, "fps")){
let data9 = data.fps;
if((!((typeof data9 == "number") && (isFinite(data9)))) && (typeof data9 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data9 === "string"){
if(!pattern3.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 60 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 60}});
errors++;
}
if(data9 < 1 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.encoder !== undefined && func0.call(data, "encoder")){
let data10 = data.encoder;
if(typeof data10 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs25 = errors;
let valid8 = false;
const _errs26 = errors;
if(!(((data10 === "auto") || (data10 === "ffmpeg")) || (data10 === "wasm"))){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema96.properties.encoder.anyOf[0].enum}});
errors++;
}
var _valid0 = _errs26 === errors;
valid8 = valid8 || _valid0;
if(!valid8){
const _errs27 = errors;
if(typeof data10 === "string"){
if(!pattern3.test(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs27 === errors;
valid8 = valid8 || _valid0;
}
if(!valid8){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs25;
if(vErrors !== null){
if(_errs25){
vErrors.length = _errs25;
}
else {
vErrors = null;
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data11 = data.to;
if(typeof data11 === "string"){
if(func48(data11) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate73.errors = vErrors;
return errors === 0;
}

const schema103 = {"type":"object","additionalProperties":false,"required":["op","file"],"properties":{"op":{"const":"normalise"},"file":{"type":"string","minLength":1},"loudness":{"$ref":"#/$defs/computed_number","minimum":-40,"maximum":-6},"format":{"type":"string","anyOf":[{"enum":["wav","mp3"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"to":{"type":"string","minLength":1},"encoder":{"type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]}}};

function validate79(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((key0 === "op") || (key0 === "file")) || (key0 === "loudness")) || (key0 === "format")) || (key0 === "to")) || (key0 === "encoder"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("normalise" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "normalise"}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data1 = data.file;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.loudness !== undefined && func0.call(data, "loudness")){
let data2 = data.loudness;
if((!((typeof data2 == "number") && (isFinite(data2)))) && (typeof data2 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > -6 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/maximum",keyword:"maximum",params:{comparison: "<=", limit: -6}});
errors++;
}
if(data2 < -40 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/minimum",keyword:"minimum",params:{comparison: ">=", limit: -40}});
errors++;
}
}
}
if(data.format !== undefined && func0.call(data, "format")){
let data3 = data.format;
if(typeof data3 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs10 = errors;
let valid2 = false;
const _errs11 = errors;
if(!((data3 === "wav") || (data3 === "mp3"))){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema103.properties.format.anyOf[0].enum}});
errors++;
}
var _valid0 = _errs11 === errors;
valid2 = valid2 || _valid0;
if(!valid2){
const _errs12 = errors;
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs12 === errors;
valid2 = valid2 || _valid0;
}
if(!valid2){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs10;
if(vErrors !== null){
if(_errs10){
vErrors.length = _errs10;
}
else {
vErrors = null;
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data4 = data.to;
if(typeof data4 === "string"){
if(func48(data4) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.encoder !== undefined && func0.call(data, "encoder")){
let data5 = data.encoder;
if(typeof data5 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs17 = errors;
let valid3 = false;
const _errs18 = errors;
if(!(((data5 === "auto") || (data5 === "ffmpeg")) || (data5 === "wasm"))){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema103.properties.encoder.anyOf[0].enum}});
errors++;
}
var _valid1 = _errs18 === errors;
valid3 = valid3 || _valid1;
if(!valid3){
const _errs19 = errors;
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid1 = _errs19 === errors;
valid3 = valid3 || _valid1;
}
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs17;
if(vErrors !== null){
if(_errs17){
vErrors.length = _errs17;
}
else {
vErrors = null;
}
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate79.errors = vErrors;
return errors === 0;
}

const schema105 = {"type":"object","additionalProperties":false,"required":["op","captions"],"properties":{"op":{"const":"caption"},"captions":{"type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_caption_entry"}},"to":{"type":"string","minLength":1}}};

function validate81(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
if((data.captions === undefined) || (!(func0.call(data, "captions")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "captions"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "op") || (key0 === "captions")) || (key0 === "to"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("caption" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "caption"}});
errors++;
}
}
if(data.captions !== undefined && func0.call(data, "captions")){
let data1 = data.captions;
if((!(Array.isArray(data1))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/captions",schemaPath:"#/properties/captions/type",keyword:"type",params:{type: schema105.properties.captions.type}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/captions",schemaPath:"#/properties/captions/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate70(data1[i0], {instancePath:instancePath+"/captions/" + i0,parentData:data1,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate70.errors : vErrors.concat(validate70.errors);
errors = vErrors.length;
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data3 = data.to;
if(typeof data3 === "string"){
if(func48(data3) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate81.errors = vErrors;
return errors === 0;
}

const schema106 = {"type":"object","additionalProperties":false,"required":["op"],"properties":{"op":{"const":"thumbnail"},"image":{"type":"string","minLength":1},"video":{"type":"string","minLength":1},"at":{"$ref":"#/$defs/computed_number","minimum":0,"maximum":14400},"title":{"$ref":"#/$defs/text"},"size":{"$ref":"#/$defs/size"},"to":{"type":"string","minLength":1},"encoder":{"type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]}}};

function validate84(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((((key0 === "op") || (key0 === "image")) || (key0 === "video")) || (key0 === "at")) || (key0 === "title")) || (key0 === "size")) || (key0 === "to")) || (key0 === "encoder"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("thumbnail" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "thumbnail"}});
errors++;
}
}
if(data.image !== undefined && func0.call(data, "image")){
let data1 = data.image;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/image",schemaPath:"#/properties/image/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.video !== undefined && func0.call(data, "video")){
let data2 = data.video;
if(typeof data2 === "string"){
if(func48(data2) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/video",schemaPath:"#/properties/video/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/video",schemaPath:"#/properties/video/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.at !== undefined && func0.call(data, "at")){
let data3 = data.at;
if((!((typeof data3 == "number") && (isFinite(data3)))) && (typeof data3 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 14400 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/properties/at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 14400}});
errors++;
}
if(data3 < 0 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/properties/at/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.title !== undefined && func0.call(data, "title")){
let data4 = data.title;
if(((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))) && (typeof data4 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/title",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
if(data.size !== undefined && func0.call(data, "size")){
let data5 = data.size;
if(typeof data5 === "string"){
if(!pattern23.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data6 = data.to;
if(typeof data6 === "string"){
if(func48(data6) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.encoder !== undefined && func0.call(data, "encoder")){
let data7 = data.encoder;
if(typeof data7 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs20 = errors;
let valid4 = false;
const _errs21 = errors;
if(!(((data7 === "auto") || (data7 === "ffmpeg")) || (data7 === "wasm"))){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema106.properties.encoder.anyOf[0].enum}});
errors++;
}
var _valid0 = _errs21 === errors;
valid4 = valid4 || _valid0;
if(!valid4){
const _errs22 = errors;
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs22 === errors;
valid4 = valid4 || _valid0;
}
if(!valid4){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate84.errors = vErrors;
return errors === 0;
}

const schema110 = {"type":"object","additionalProperties":false,"required":["op"],"properties":{"op":{"const":"music"},"mood":{"type":"string","anyOf":[{"enum":["calm","bright","tense"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"seed":{"$ref":"#/$defs/text"},"kind":{"type":"string","anyOf":[{"enum":["loop","jingle"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"seconds":{"$ref":"#/$defs/computed_number","minimum":1,"maximum":14400},"loudness":{"$ref":"#/$defs/computed_number","minimum":-40,"maximum":-6},"format":{"type":"string","anyOf":[{"enum":["wav","mp3"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"to":{"type":"string","minLength":1}}};

function validate86(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((((key0 === "op") || (key0 === "mood")) || (key0 === "seed")) || (key0 === "kind")) || (key0 === "seconds")) || (key0 === "loudness")) || (key0 === "format")) || (key0 === "to"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("music" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "music"}});
errors++;
}
}
if(data.mood !== undefined && func0.call(data, "mood")){
let data1 = data.mood;
if(typeof data1 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs5 = errors;
let valid1 = false;
const _errs6 = errors;
if(!(((data1 === "calm") || (data1 === "bright")) || (data1 === "tense"))){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema110.properties.mood.anyOf[0].enum}});
errors++;
}
var _valid0 = _errs6 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs7 = errors;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs7 === errors;
valid1 = valid1 || _valid0;
}
if(!valid1){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs5;
if(vErrors !== null){
if(_errs5){
vErrors.length = _errs5;
}
else {
vErrors = null;
}
}
}
}
if(data.seed !== undefined && func0.call(data, "seed")){
let data2 = data.seed;
if(((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema26.type}});
errors++;
}
}
if(data.kind !== undefined && func0.call(data, "kind")){
let data3 = data.kind;
if(typeof data3 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs13 = errors;
let valid3 = false;
const _errs14 = errors;
if(!((data3 === "loop") || (data3 === "jingle"))){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema110.properties.kind.anyOf[0].enum}});
errors++;
}
var _valid1 = _errs14 === errors;
valid3 = valid3 || _valid1;
if(!valid3){
const _errs15 = errors;
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid1 = _errs15 === errors;
valid3 = valid3 || _valid1;
}
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs13;
if(vErrors !== null){
if(_errs13){
vErrors.length = _errs13;
}
else {
vErrors = null;
}
}
}
}
if(data.seconds !== undefined && func0.call(data, "seconds")){
let data4 = data.seconds;
if((!((typeof data4 == "number") && (isFinite(data4)))) && (typeof data4 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 14400 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 14400}});
errors++;
}
if(data4 < 1 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.loudness !== undefined && func0.call(data, "loudness")){
let data5 = data.loudness;
if((!((typeof data5 == "number") && (isFinite(data5)))) && (typeof data5 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: schema36.type}});
errors++;
}
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > -6 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/maximum",keyword:"maximum",params:{comparison: "<=", limit: -6}});
errors++;
}
if(data5 < -40 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/minimum",keyword:"minimum",params:{comparison: ">=", limit: -40}});
errors++;
}
}
}
if(data.format !== undefined && func0.call(data, "format")){
let data6 = data.format;
if(typeof data6 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs24 = errors;
let valid6 = false;
const _errs25 = errors;
if(!((data6 === "wav") || (data6 === "mp3"))){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema110.properties.format.anyOf[0].enum}});
errors++;
}
var _valid2 = _errs25 === errors;
valid6 = valid6 || _valid2;
if(!valid6){
const _errs26 = errors;
if(typeof data6 === "string"){
if(!pattern3.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid2 = _errs26 === errors;
valid6 = valid6 || _valid2;
}
if(!valid6){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs24;
if(vErrors !== null){
if(_errs24){
vErrors.length = _errs24;
}
else {
vErrors = null;
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data7 = data.to;
if(typeof data7 === "string"){
if(func48(data7) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate86.errors = vErrors;
return errors === 0;
}

const schema114 = {"type":"object","additionalProperties":false,"required":["op","file"],"properties":{"op":{"const":"probe"},"file":{"type":"string","minLength":1},"encoder":{"type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}]},"to":{"type":"string","minLength":1}}};

function validate88(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "op") || (key0 === "file")) || (key0 === "encoder")) || (key0 === "to"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("probe" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "probe"}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data1 = data.file;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.encoder !== undefined && func0.call(data, "encoder")){
let data2 = data.encoder;
if(typeof data2 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs7 = errors;
let valid1 = false;
const _errs8 = errors;
if(!(((data2 === "auto") || (data2 === "ffmpeg")) || (data2 === "wasm"))){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema114.properties.encoder.anyOf[0].enum}});
errors++;
}
var _valid0 = _errs8 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs9 = errors;
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs9 === errors;
valid1 = valid1 || _valid0;
}
if(!valid1){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs7;
if(vErrors !== null){
if(_errs7){
vErrors.length = _errs7;
}
else {
vErrors = null;
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data3 = data.to;
if(typeof data3 === "string"){
if(func48(data3) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate88.errors = vErrors;
return errors === 0;
}


function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.op !== undefined && func0.call(data, "op")){
let data0 = data.op;
if(typeof data0 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/allOf/0/properties/op/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((((((((data0 === "mix") || (data0 === "clip")) || (data0 === "compose")) || (data0 === "concat")) || (data0 === "normalise")) || (data0 === "caption")) || (data0 === "thumbnail")) || (data0 === "music")) || (data0 === "probe"))){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/allOf/0/properties/op/enum",keyword:"enum",params:{allowedValues: schema59.allOf[0].properties.op.enum}});
errors++;
}
}
}
const _errs5 = errors;
let valid2 = true;
const _errs6 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing0 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("mix" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid0 = _errs6 === errors;
errors = _errs5;
if(vErrors !== null){
if(_errs5){
vErrors.length = _errs5;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs8 = errors;
if(!(validate53(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
errors = vErrors.length;
}
var _valid0 = _errs8 === errors;
valid2 = _valid0;
}
if(!valid2){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/1/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs10 = errors;
let valid4 = true;
const _errs11 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing1 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("clip" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid1 = _errs11 === errors;
errors = _errs10;
if(vErrors !== null){
if(_errs10){
vErrors.length = _errs10;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs13 = errors;
if(!(validate63(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
var _valid1 = _errs13 === errors;
valid4 = _valid1;
}
if(!valid4){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/2/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs15 = errors;
let valid6 = true;
const _errs16 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing2;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing2 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("compose" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid2 = _errs16 === errors;
errors = _errs15;
if(vErrors !== null){
if(_errs15){
vErrors.length = _errs15;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs18 = errors;
if(!(validate65(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors);
errors = vErrors.length;
}
var _valid2 = _errs18 === errors;
valid6 = _valid2;
}
if(!valid6){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/3/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs20 = errors;
let valid8 = true;
const _errs21 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing3;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing3 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("concat" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid3 = _errs21 === errors;
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
if(_valid3){
const _errs23 = errors;
if(!(validate73(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
errors = vErrors.length;
}
var _valid3 = _errs23 === errors;
valid8 = _valid3;
}
if(!valid8){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/4/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs25 = errors;
let valid10 = true;
const _errs26 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing4;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing4 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("normalise" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid4 = _errs26 === errors;
errors = _errs25;
if(vErrors !== null){
if(_errs25){
vErrors.length = _errs25;
}
else {
vErrors = null;
}
}
if(_valid4){
const _errs28 = errors;
if(!(validate79(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate79.errors : vErrors.concat(validate79.errors);
errors = vErrors.length;
}
var _valid4 = _errs28 === errors;
valid10 = _valid4;
}
if(!valid10){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/5/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs30 = errors;
let valid12 = true;
const _errs31 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing5;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing5 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("caption" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid5 = _errs31 === errors;
errors = _errs30;
if(vErrors !== null){
if(_errs30){
vErrors.length = _errs30;
}
else {
vErrors = null;
}
}
if(_valid5){
const _errs33 = errors;
if(!(validate81(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
var _valid5 = _errs33 === errors;
valid12 = _valid5;
}
if(!valid12){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/6/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs35 = errors;
let valid14 = true;
const _errs36 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing6;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing6 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("thumbnail" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid6 = _errs36 === errors;
errors = _errs35;
if(vErrors !== null){
if(_errs35){
vErrors.length = _errs35;
}
else {
vErrors = null;
}
}
if(_valid6){
const _errs38 = errors;
if(!(validate84(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
errors = vErrors.length;
}
var _valid6 = _errs38 === errors;
valid14 = _valid6;
}
if(!valid14){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/7/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs40 = errors;
let valid16 = true;
const _errs41 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing7;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing7 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("music" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid7 = _errs41 === errors;
errors = _errs40;
if(vErrors !== null){
if(_errs40){
vErrors.length = _errs40;
}
else {
vErrors = null;
}
}
if(_valid7){
const _errs43 = errors;
if(!(validate86(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
errors = vErrors.length;
}
var _valid7 = _errs43 === errors;
valid16 = _valid7;
}
if(!valid16){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/8/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs45 = errors;
let valid18 = true;
const _errs46 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing8;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing8 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("probe" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid8 = _errs46 === errors;
errors = _errs45;
if(vErrors !== null){
if(_errs45){
vErrors.length = _errs45;
}
else {
vErrors = null;
}
}
if(_valid8){
const _errs48 = errors;
if(!(validate88(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate88.errors : vErrors.concat(validate88.errors);
errors = vErrors.length;
}
var _valid8 = _errs48 === errors;
valid18 = _valid8;
}
if(!valid18){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/9/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate52.errors = vErrors;
return errors === 0;
}

const schema115 = {"type":"object","additionalProperties":false,"required":["pipeline"],"properties":{"pipeline":{"type":"string","minLength":1},"inputs":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}}};

function validate91(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.pipeline === undefined) || (!(func0.call(data, "pipeline")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pipeline"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "pipeline") || (key0 === "inputs"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.pipeline !== undefined && func0.call(data, "pipeline")){
let data0 = data.pipeline;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.inputs !== undefined && func0.call(data, "inputs")){
let data1 = data.inputs;
if((!(data1 && typeof data1 == "object" && !Array.isArray(data1))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: schema115.properties.inputs.type}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate91.errors = vErrors;
return errors === 0;
}

const schema116 = {"type":"object","additionalProperties":false,"required":["subject"],"properties":{"subject":{"type":"string","minLength":1},"rework":{"type":"string","minLength":1},"editable":{"type":"boolean"},"max_rounds":{"type":"integer","minimum":1},"approvers":{"$ref":"#/$defs/approvers"},"quorum":{"type":"integer","minimum":1},"not_author":{"type":"boolean"},"require_signed":{"type":"boolean"},"auto_approve":{"type":"string","enum":["never","allowed"]},"remind_after":{"$ref":"#/$defs/reminder"},"remind_every":{"$ref":"#/$defs/reminder"},"question":{"type":"string","minLength":1}}};
const pattern89 = new RegExp("^(?:never|(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$", "u");

function validate93(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.subject === undefined) || (!(func0.call(data, "subject")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "subject"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema116.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.subject !== undefined && func0.call(data, "subject")){
let data0 = data.subject;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/subject",schemaPath:"#/properties/subject/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/subject",schemaPath:"#/properties/subject/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.rework !== undefined && func0.call(data, "rework")){
let data1 = data.rework;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/rework",schemaPath:"#/properties/rework/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/rework",schemaPath:"#/properties/rework/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.editable !== undefined && func0.call(data, "editable")){
if(typeof data.editable !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/editable",schemaPath:"#/properties/editable/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.max_rounds !== undefined && func0.call(data, "max_rounds")){
let data3 = data.max_rounds;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
(vErrors ??= []).push({instancePath:instancePath+"/max_rounds",schemaPath:"#/properties/max_rounds/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/max_rounds",schemaPath:"#/properties/max_rounds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.approvers !== undefined && func0.call(data, "approvers")){
if(!(validate26(data.approvers, {instancePath:instancePath+"/approvers",parentData:data,parentDataProperty:"approvers",rootData}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data.quorum !== undefined && func0.call(data, "quorum")){
let data5 = data.quorum;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
(vErrors ??= []).push({instancePath:instancePath+"/quorum",schemaPath:"#/properties/quorum/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/quorum",schemaPath:"#/properties/quorum/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.not_author !== undefined && func0.call(data, "not_author")){
if(typeof data.not_author !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/not_author",schemaPath:"#/properties/not_author/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.require_signed !== undefined && func0.call(data, "require_signed")){
if(typeof data.require_signed !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/require_signed",schemaPath:"#/properties/require_signed/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.auto_approve !== undefined && func0.call(data, "auto_approve")){
let data8 = data.auto_approve;
if(typeof data8 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve",schemaPath:"#/properties/auto_approve/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data8 === "never") || (data8 === "allowed"))){
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve",schemaPath:"#/properties/auto_approve/enum",keyword:"enum",params:{allowedValues: schema116.properties.auto_approve.enum}});
errors++;
}
}
if(data.remind_after !== undefined && func0.call(data, "remind_after")){
let data9 = data.remind_after;
if(typeof data9 === "string"){
if(!pattern89.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/remind_after",schemaPath:"#/$defs/reminder/pattern",keyword:"pattern",params:{pattern: "^(?:never|(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/remind_after",schemaPath:"#/$defs/reminder/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.remind_every !== undefined && func0.call(data, "remind_every")){
let data10 = data.remind_every;
if(typeof data10 === "string"){
if(!pattern89.test(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/remind_every",schemaPath:"#/$defs/reminder/pattern",keyword:"pattern",params:{pattern: "^(?:never|(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/remind_every",schemaPath:"#/$defs/reminder/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.question !== undefined && func0.call(data, "question")){
let data11 = data.question;
if(typeof data11 === "string"){
if(func48(data11) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/question",schemaPath:"#/properties/question/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/question",schemaPath:"#/properties/question/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate93.errors = vErrors;
return errors === 0;
}


function validate97(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.schema === undefined) || (!(func0.call(data, "schema")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schema"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(key0 === "schema")){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.schema !== undefined && func0.call(data, "schema")){
let data0 = data.schema;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate97.errors = vErrors;
return errors === 0;
}

const pattern96 = new RegExp("^[a-z]+/(?:\\*|[A-Za-z0-9.+-]+)$", "u");

function validate100(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!((key0 === "min") || (key0 === "max"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.min !== undefined && func0.call(data, "min")){
let data0 = data.min;
if(typeof data0 === "string"){
if(!pattern1.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/min",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/min",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.max !== undefined && func0.call(data, "max")){
let data1 = data.max;
if(typeof data1 === "string"){
if(!pattern1.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/max",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate100.errors = vErrors;
return errors === 0;
}


function validate99(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.path === undefined) || (!(func0.call(data, "path")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((key0 === "path") || (key0 === "min_bytes")) || (key0 === "max_bytes")) || (key0 === "media_type")) || (key0 === "min_count")) || (key0 === "duration"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.path !== undefined && func0.call(data, "path")){
let data0 = data.path;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.min_bytes !== undefined && func0.call(data, "min_bytes")){
let data1 = data.min_bytes;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/min_bytes",schemaPath:"#/properties/min_bytes/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/min_bytes",schemaPath:"#/properties/min_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.max_bytes !== undefined && func0.call(data, "max_bytes")){
let data2 = data.max_bytes;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
(vErrors ??= []).push({instancePath:instancePath+"/max_bytes",schemaPath:"#/properties/max_bytes/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/max_bytes",schemaPath:"#/properties/max_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.media_type !== undefined && func0.call(data, "media_type")){
let data3 = data.media_type;
if(typeof data3 === "string"){
if(!pattern96.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/media_type",schemaPath:"#/properties/media_type/pattern",keyword:"pattern",params:{pattern: "^[a-z]+/(?:\\*|[A-Za-z0-9.+-]+)$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/media_type",schemaPath:"#/properties/media_type/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.min_count !== undefined && func0.call(data, "min_count")){
let data4 = data.min_count;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
(vErrors ??= []).push({instancePath:instancePath+"/min_count",schemaPath:"#/properties/min_count/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/min_count",schemaPath:"#/properties/min_count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.duration !== undefined && func0.call(data, "duration")){
if(!(validate100(data.duration, {instancePath:instancePath+"/duration",parentData:data,parentDataProperty:"duration",rootData}))){
vErrors = vErrors === null ? validate100.errors : vErrors.concat(validate100.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate99.errors = vErrors;
return errors === 0;
}


function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs2 = errors;
let valid1 = true;
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing0 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("command" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid0 = _errs3 === errors;
errors = _errs2;
if(vErrors !== null){
if(_errs2){
vErrors.length = _errs2;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate29(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
var _valid0 = _errs5 === errors;
valid1 = _valid0;
}
if(!valid1){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/0/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs8 = errors;
let valid4 = true;
const _errs9 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing1 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("module" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid1 = _errs9 === errors;
errors = _errs8;
if(vErrors !== null){
if(_errs8){
vErrors.length = _errs8;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs11 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate31(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
var _valid1 = _errs11 === errors;
valid4 = _valid1;
}
if(!valid4){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/1/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs14 = errors;
let valid7 = true;
const _errs15 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing2;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing2 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("http" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid2 = _errs15 === errors;
errors = _errs14;
if(vErrors !== null){
if(_errs14){
vErrors.length = _errs14;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs17 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate33(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
}
var _valid2 = _errs17 === errors;
valid7 = _valid2;
}
if(!valid7){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/2/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs20 = errors;
let valid10 = true;
const _errs21 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing3;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing3 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("write" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid3 = _errs21 === errors;
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
if(_valid3){
const _errs23 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate35(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
}
}
var _valid3 = _errs23 === errors;
valid10 = _valid3;
}
if(!valid10){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/3/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs26 = errors;
let valid13 = true;
const _errs27 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing4;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing4 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("llm" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid4 = _errs27 === errors;
errors = _errs26;
if(vErrors !== null){
if(_errs26){
vErrors.length = _errs26;
}
else {
vErrors = null;
}
}
if(_valid4){
const _errs29 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate39(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
}
var _valid4 = _errs29 === errors;
valid13 = _valid4;
}
if(!valid13){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/4/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs32 = errors;
let valid16 = true;
const _errs33 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing5;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing5 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("speech" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid5 = _errs33 === errors;
errors = _errs32;
if(vErrors !== null){
if(_errs32){
vErrors.length = _errs32;
}
else {
vErrors = null;
}
}
if(_valid5){
const _errs35 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate42(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
errors = vErrors.length;
}
}
}
var _valid5 = _errs35 === errors;
valid16 = _valid5;
}
if(!valid16){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/5/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs38 = errors;
let valid19 = true;
const _errs39 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing6;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing6 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("image" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid6 = _errs39 === errors;
errors = _errs38;
if(vErrors !== null){
if(_errs38){
vErrors.length = _errs38;
}
else {
vErrors = null;
}
}
if(_valid6){
const _errs41 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate46(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
errors = vErrors.length;
}
}
}
var _valid6 = _errs41 === errors;
valid19 = _valid6;
}
if(!valid19){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/6/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs44 = errors;
let valid22 = true;
const _errs45 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing7;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing7 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("video" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid7 = _errs45 === errors;
errors = _errs44;
if(vErrors !== null){
if(_errs44){
vErrors.length = _errs44;
}
else {
vErrors = null;
}
}
if(_valid7){
const _errs47 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate48(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
errors = vErrors.length;
}
}
}
var _valid7 = _errs47 === errors;
valid22 = _valid7;
}
if(!valid22){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/7/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs50 = errors;
let valid25 = true;
const _errs51 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing8;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing8 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("transcribe" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid8 = _errs51 === errors;
errors = _errs50;
if(vErrors !== null){
if(_errs50){
vErrors.length = _errs50;
}
else {
vErrors = null;
}
}
if(_valid8){
const _errs53 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate50(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors);
errors = vErrors.length;
}
}
}
var _valid8 = _errs53 === errors;
valid25 = _valid8;
}
if(!valid25){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/8/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs56 = errors;
let valid28 = true;
const _errs57 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing9;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing9 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("media" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid9 = _errs57 === errors;
errors = _errs56;
if(vErrors !== null){
if(_errs56){
vErrors.length = _errs56;
}
else {
vErrors = null;
}
}
if(_valid9){
const _errs59 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate52(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors);
errors = vErrors.length;
}
}
}
var _valid9 = _errs59 === errors;
valid28 = _valid9;
}
if(!valid28){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/9/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs62 = errors;
let valid31 = true;
const _errs63 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing10;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing10 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("pipeline" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid10 = _errs63 === errors;
errors = _errs62;
if(vErrors !== null){
if(_errs62){
vErrors.length = _errs62;
}
else {
vErrors = null;
}
}
if(_valid10){
const _errs65 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate91(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate91.errors : vErrors.concat(validate91.errors);
errors = vErrors.length;
}
}
}
var _valid10 = _errs65 === errors;
valid31 = _valid10;
}
if(!valid31){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/10/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs68 = errors;
let valid34 = true;
const _errs69 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing11;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing11 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("approval" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid11 = _errs69 === errors;
errors = _errs68;
if(vErrors !== null){
if(_errs68){
vErrors.length = _errs68;
}
else {
vErrors = null;
}
}
if(_valid11){
const _errs71 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate93(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate93.errors : vErrors.concat(validate93.errors);
errors = vErrors.length;
}
}
}
var _valid11 = _errs71 === errors;
valid34 = _valid11;
}
if(!valid34){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/11/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.uses === undefined) || (!(func0.call(data, "uses")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "uses"}});
errors++;
}
if((data.with === undefined) || (!(func0.call(data, "with")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "with"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema24.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.uses !== undefined && func0.call(data, "uses")){
let data24 = data.uses;
if(typeof data24 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/uses",schemaPath:"#/properties/uses/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((((((((((((data24 === "command") || (data24 === "module")) || (data24 === "http")) || (data24 === "write")) || (data24 === "llm")) || (data24 === "speech")) || (data24 === "image")) || (data24 === "video")) || (data24 === "transcribe")) || (data24 === "media")) || (data24 === "pipeline")) || (data24 === "approval"))){
(vErrors ??= []).push({instancePath:instancePath+"/uses",schemaPath:"#/properties/uses/enum",keyword:"enum",params:{allowedValues: schema24.properties.uses.enum}});
errors++;
}
}
if(data.description !== undefined && func0.call(data, "description")){
if(typeof data.description !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.with !== undefined && func0.call(data, "with")){
let data26 = data.with;
if(!(data26 && typeof data26 == "object" && !Array.isArray(data26))){
(vErrors ??= []).push({instancePath:instancePath+"/with",schemaPath:"#/properties/with/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.needs !== undefined && func0.call(data, "needs")){
let data27 = data.needs;
if(Array.isArray(data27)){
const len0 = data27.length;
for(let i0=0; i0<len0; i0++){
let data28 = data27[i0];
if(typeof data28 === "string"){
if(func48(data28) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/needs/" + i0,schemaPath:"#/properties/needs/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/needs/" + i0,schemaPath:"#/properties/needs/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i1 = data27.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data27[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}});
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.when !== undefined && func0.call(data, "when")){
let data29 = data.when;
if(typeof data29 === "string"){
if(!pattern3.test(data29)){
(vErrors ??= []).push({instancePath:instancePath+"/when",schemaPath:"#/$defs/expression/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/when",schemaPath:"#/$defs/expression/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.skippable !== undefined && func0.call(data, "skippable")){
if(typeof data.skippable !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/skippable",schemaPath:"#/properties/skippable/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.foreach !== undefined && func0.call(data, "foreach")){
let data31 = data.foreach;
if(typeof data31 === "string"){
if(!pattern3.test(data31)){
(vErrors ??= []).push({instancePath:instancePath+"/foreach",schemaPath:"#/$defs/expression/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/foreach",schemaPath:"#/$defs/expression/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.key !== undefined && func0.call(data, "key")){
let data32 = data.key;
if(typeof data32 === "string"){
if(!pattern3.test(data32)){
(vErrors ??= []).push({instancePath:instancePath+"/key",schemaPath:"#/$defs/expression/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/key",schemaPath:"#/$defs/expression/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.concurrency !== undefined && func0.call(data, "concurrency")){
let data33 = data.concurrency;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 < 1 || isNaN(data33)){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.retry !== undefined && func0.call(data, "retry")){
if(!(validate17(data.retry, {instancePath:instancePath+"/retry",parentData:data,parentDataProperty:"retry",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.timeout !== undefined && func0.call(data, "timeout")){
let data35 = data.timeout;
if(typeof data35 === "string"){
if(!pattern1.test(data35)){
(vErrors ??= []).push({instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.idle_timeout !== undefined && func0.call(data, "idle_timeout")){
let data36 = data.idle_timeout;
if(typeof data36 === "string"){
if(!pattern1.test(data36)){
(vErrors ??= []).push({instancePath:instancePath+"/idle_timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/idle_timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.output !== undefined && func0.call(data, "output")){
if(!(validate97(data.output, {instancePath:instancePath+"/output",parentData:data,parentDataProperty:"output",rootData}))){
vErrors = vErrors === null ? validate97.errors : vErrors.concat(validate97.errors);
errors = vErrors.length;
}
}
if(data.artifacts !== undefined && func0.call(data, "artifacts")){
let data38 = data.artifacts;
if(!data38 || typeof data38 != "object"){
(vErrors ??= []).push({instancePath:instancePath+"/artifacts",schemaPath:"#/properties/artifacts/type",keyword:"type",params:{type: schema24.properties.artifacts.type}});
errors++;
}
if(Array.isArray(data38)){
const len1 = data38.length;
for(let i2=0; i2<len1; i2++){
if(!(validate99(data38[i2], {instancePath:instancePath+"/artifacts/" + i2,parentData:data38,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate99.errors : vErrors.concat(validate99.errors);
errors = vErrors.length;
}
}
}
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key1 of Object.keys(data38)){
if(!(validate99(data38[key1], {instancePath:instancePath+"/artifacts/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data38,parentDataProperty:key1,rootData}))){
vErrors = vErrors === null ? validate99.errors : vErrors.concat(validate99.errors);
errors = vErrors.length;
}
}
}
}
if(data.cache !== undefined && func0.call(data, "cache")){
if(typeof data.cache !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/cache",schemaPath:"#/properties/cache/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.pool !== undefined && func0.call(data, "pool")){
let data42 = data.pool;
if(typeof data42 === "string"){
if(func48(data42) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/pool",schemaPath:"#/properties/pool/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pool",schemaPath:"#/properties/pool/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.max_cost !== undefined && func0.call(data, "max_cost")){
let data43 = data.max_cost;
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 < 0 || isNaN(data43)){
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data.budget !== undefined && func0.call(data, "budget")){
let data44 = data.budget;
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 < 0 || isNaN(data44)){
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data.on_error !== undefined && func0.call(data, "on_error")){
let data45 = data.on_error;
if(typeof data45 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/on_error",schemaPath:"#/properties/on_error/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data45 === "fail") || (data45 === "continue"))){
(vErrors ??= []).push({instancePath:instancePath+"/on_error",schemaPath:"#/properties/on_error/enum",keyword:"enum",params:{allowedValues: schema24.properties.on_error.enum}});
errors++;
}
}
if(data.before_approval !== undefined && func0.call(data, "before_approval")){
if(typeof data.before_approval !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/before_approval",schemaPath:"#/properties/before_approval/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate28.errors = vErrors;
return errors === 0;
}


function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="pipeline.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.stages === undefined) || (!(func0.call(data, "stages")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "stages"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema10.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.name !== undefined && func0.call(data, "name")){
let data0 = data.name;
if(typeof data0 === "string"){
if(func48(data0) > 200){
(vErrors ??= []).push({instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 200}});
errors++;
}
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.description !== undefined && func0.call(data, "description")){
if(typeof data.description !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.inputs !== undefined && func0.call(data, "inputs")){
let data2 = data.inputs;
if(!(data2 && typeof data2 == "object" && !Array.isArray(data2))){
(vErrors ??= []).push({instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.context !== undefined && func0.call(data, "context")){
let data3 = data.context;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 of Object.keys(data3)){
const _errs10 = errors;
if(typeof key1 === "string"){
if(!pattern0.test(key1)){
(vErrors ??= []).push({instancePath:instancePath+"/context",schemaPath:"#/properties/context/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]{0,63}$"},propertyName:key1});
errors++;
}
}
var valid1 = _errs10 === errors;
if(!valid1){
(vErrors ??= []).push({instancePath:instancePath+"/context",schemaPath:"#/properties/context/propertyNames",keyword:"propertyNames",params:{propertyName: key1}});
errors++;
}
}
for(const key2 of Object.keys(data3)){
if(!(validate14(data3[key2], {instancePath:instancePath+"/context/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data3,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/context",schemaPath:"#/properties/context/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.defaults !== undefined && func0.call(data, "defaults")){
if(!(validate16(data.defaults, {instancePath:instancePath+"/defaults",parentData:data,parentDataProperty:"defaults",rootData}))){
vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
errors = vErrors.length;
}
}
if(data.budget !== undefined && func0.call(data, "budget")){
if(!(validate22(data.budget, {instancePath:instancePath+"/budget",parentData:data,parentDataProperty:"budget",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
if(data.prelude !== undefined && func0.call(data, "prelude")){
if(!(validate24(data.prelude, {instancePath:instancePath+"/prelude",parentData:data,parentDataProperty:"prelude",rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.approvers !== undefined && func0.call(data, "approvers")){
if(!(validate26(data.approvers, {instancePath:instancePath+"/approvers",parentData:data,parentDataProperty:"approvers",rootData}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data.fail !== undefined && func0.call(data, "fail")){
let data9 = data.fail;
if(typeof data9 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/fail",schemaPath:"#/properties/fail/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data9 === "early") || (data9 === "late"))){
(vErrors ??= []).push({instancePath:instancePath+"/fail",schemaPath:"#/properties/fail/enum",keyword:"enum",params:{allowedValues: schema10.properties.fail.enum}});
errors++;
}
}
if(data.stages !== undefined && func0.call(data, "stages")){
let data10 = data.stages;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(Object.keys(data10).length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/minProperties",keyword:"minProperties",params:{limit: 1}});
errors++;
}
for(const key3 of Object.keys(data10)){
const _errs21 = errors;
if(typeof key3 === "string"){
if(!pattern7.test(key3)){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]{0,63}$"},propertyName:key3});
errors++;
}
}
var valid3 = _errs21 === errors;
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/propertyNames",keyword:"propertyNames",params:{propertyName: key3}});
errors++;
}
}
for(const key4 of Object.keys(data10)){
if(!(validate28(data10[key4], {instancePath:instancePath+"/stages/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data10,parentDataProperty:key4,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.finally !== undefined && func0.call(data, "finally")){
let data12 = data.finally;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key5 of Object.keys(data12)){
const _errs26 = errors;
if(typeof key5 === "string"){
if(!pattern7.test(key5)){
(vErrors ??= []).push({instancePath:instancePath+"/finally",schemaPath:"#/properties/finally/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]{0,63}$"},propertyName:key5});
errors++;
}
}
var valid5 = _errs26 === errors;
if(!valid5){
(vErrors ??= []).push({instancePath:instancePath+"/finally",schemaPath:"#/properties/finally/propertyNames",keyword:"propertyNames",params:{propertyName: key5}});
errors++;
}
}
for(const key6 of Object.keys(data12)){
if(!(validate28(data12[key6], {instancePath:instancePath+"/finally/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data12,parentDataProperty:key6,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/finally",schemaPath:"#/properties/finally/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.outputs !== undefined && func0.call(data, "outputs")){
let data14 = data.outputs;
if(!(data14 && typeof data14 == "object" && !Array.isArray(data14))){
(vErrors ??= []).push({instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}

export const validateRun = validate106;
const schema131 = {"$id":"run.schema.json","type":"object","additionalProperties":false,"required":["pipeline"],"properties":{"pipeline":{"type":"string","minLength":1},"inputs":{"type":"object"},"labels":{"type":"object","additionalProperties":{"type":"string"}},"priority":{"type":"integer","minimum":-1000000,"maximum":1000000},"paused":{"type":"boolean"},"cancelled":{"type":"boolean"},"approved":{"type":"boolean"},"approvals":{"type":"object","additionalProperties":{"anyOf":[{"$ref":"#/$defs/answer"},{"type":"array","minItems":1,"items":{"$ref":"#/$defs/answer"}}]}},"auto_approve":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}},"skip":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}},"budget":{"type":"object","additionalProperties":false,"properties":{"usd":{"$ref":"#/$defs/usd"},"stages":{"type":"object","propertyNames":{"pattern":"^[a-z][a-z0-9_/]*$"},"additionalProperties":{"$ref":"#/$defs/usd"}},"max_cost":{"$ref":"#/$defs/usd"},"unknown_cost":{"type":"string","enum":["block","warn"]}},"minProperties":1},"providers":{"type":"object","propertyNames":{"pattern":"^[A-Za-z][A-Za-z0-9_-]{0,63}$"},"additionalProperties":{"type":"string","pattern":"^[A-Za-z][A-Za-z0-9_-]{0,63}$"}},"rerun":{"type":["integer","object"],"minimum":1,"additionalProperties":false,"required":["n"],"properties":{"n":{"type":"integer","minimum":1},"from":{"type":["string","array"],"minLength":1,"items":{"type":"string","minLength":1}}}},"fork":{"type":"object","additionalProperties":false,"required":["run","from"],"properties":{"run":{"type":"string","minLength":1},"from":{"type":"string","minLength":1}}}},"$defs":{"answer":{"type":"object","additionalProperties":false,"properties":{"approved":{"type":"boolean"},"changes":{"type":["string","object"],"minProperties":1,"additionalProperties":{"type":"string"}},"rejected":{"type":"string"},"decision":{"type":"string","enum":["approve","changes","reject"]},"feedback":{"type":"string"},"of":{"type":"string","pattern":"^(sha256:)?[0-9a-f]{8,64}$"},"round":{"type":"integer","minimum":1},"by":{"type":"string","minLength":1},"output":{}}},"usd":{"type":"number","minimum":0}}};
const schema132 = {"type":"object","additionalProperties":false,"properties":{"approved":{"type":"boolean"},"changes":{"type":["string","object"],"minProperties":1,"additionalProperties":{"type":"string"}},"rejected":{"type":"string"},"decision":{"type":"string","enum":["approve","changes","reject"]},"feedback":{"type":"string"},"of":{"type":"string","pattern":"^(sha256:)?[0-9a-f]{8,64}$"},"round":{"type":"integer","minimum":1},"by":{"type":"string","minLength":1},"output":{}}};
const pattern100 = new RegExp("^(sha256:)?[0-9a-f]{8,64}$", "u");

function validate107(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(func0.call(schema132.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.approved !== undefined && func0.call(data, "approved")){
if(typeof data.approved !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/approved",schemaPath:"#/properties/approved/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.changes !== undefined && func0.call(data, "changes")){
let data1 = data.changes;
if((typeof data1 !== "string") && (!(data1 && typeof data1 == "object" && !Array.isArray(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/changes",schemaPath:"#/properties/changes/type",keyword:"type",params:{type: schema132.properties.changes.type}});
errors++;
}
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/changes",schemaPath:"#/properties/changes/minProperties",keyword:"minProperties",params:{limit: 1}});
errors++;
}
for(const key1 of Object.keys(data1)){
if(typeof data1[key1] !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/changes/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/changes/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
}
if(data.rejected !== undefined && func0.call(data, "rejected")){
if(typeof data.rejected !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/rejected",schemaPath:"#/properties/rejected/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.decision !== undefined && func0.call(data, "decision")){
let data4 = data.decision;
if(typeof data4 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/decision",schemaPath:"#/properties/decision/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((data4 === "approve") || (data4 === "changes")) || (data4 === "reject"))){
(vErrors ??= []).push({instancePath:instancePath+"/decision",schemaPath:"#/properties/decision/enum",keyword:"enum",params:{allowedValues: schema132.properties.decision.enum}});
errors++;
}
}
if(data.feedback !== undefined && func0.call(data, "feedback")){
if(typeof data.feedback !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/feedback",schemaPath:"#/properties/feedback/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.of !== undefined && func0.call(data, "of")){
let data6 = data.of;
if(typeof data6 === "string"){
if(!pattern100.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/of",schemaPath:"#/properties/of/pattern",keyword:"pattern",params:{pattern: "^(sha256:)?[0-9a-f]{8,64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/of",schemaPath:"#/properties/of/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.round !== undefined && func0.call(data, "round")){
let data7 = data.round;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
(vErrors ??= []).push({instancePath:instancePath+"/round",schemaPath:"#/properties/round/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/round",schemaPath:"#/properties/round/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.by !== undefined && func0.call(data, "by")){
let data8 = data.by;
if(typeof data8 === "string"){
if(func48(data8) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/by",schemaPath:"#/properties/by/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/by",schemaPath:"#/properties/by/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate107.errors = vErrors;
return errors === 0;
}

const pattern101 = new RegExp("^[a-z][a-z0-9_/]*$", "u");
const pattern102 = new RegExp("^[A-Za-z][A-Za-z0-9_-]{0,63}$", "u");

function validate106(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="run.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.pipeline === undefined) || (!(func0.call(data, "pipeline")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pipeline"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema131.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.pipeline !== undefined && func0.call(data, "pipeline")){
let data0 = data.pipeline;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.inputs !== undefined && func0.call(data, "inputs")){
let data1 = data.inputs;
if(!(data1 && typeof data1 == "object" && !Array.isArray(data1))){
(vErrors ??= []).push({instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.labels !== undefined && func0.call(data, "labels")){
let data2 = data.labels;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 of Object.keys(data2)){
if(typeof data2[key1] !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.priority !== undefined && func0.call(data, "priority")){
let data4 = data.priority;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
(vErrors ??= []).push({instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 1000000 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000}});
errors++;
}
if(data4 < -1000000 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1000000}});
errors++;
}
}
}
if(data.paused !== undefined && func0.call(data, "paused")){
if(typeof data.paused !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/paused",schemaPath:"#/properties/paused/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.cancelled !== undefined && func0.call(data, "cancelled")){
if(typeof data.cancelled !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/cancelled",schemaPath:"#/properties/cancelled/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.approved !== undefined && func0.call(data, "approved")){
if(typeof data.approved !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/approved",schemaPath:"#/properties/approved/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.approvals !== undefined && func0.call(data, "approvals")){
let data8 = data.approvals;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key2 of Object.keys(data8)){
let data9 = data8[key2];
const _errs23 = errors;
let valid3 = false;
const _errs24 = errors;
if(!(validate107(data9, {instancePath:instancePath+"/approvals/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
var _valid0 = _errs24 === errors;
valid3 = valid3 || _valid0;
if(!valid3){
const _errs25 = errors;
if(Array.isArray(data9)){
if(data9.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/approvals/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/approvals/additionalProperties/anyOf/1/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
if(!(validate107(data9[i0], {instancePath:instancePath+"/approvals/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i0,parentData:data9,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/approvals/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/approvals/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"}});
errors++;
}
var _valid0 = _errs25 === errors;
valid3 = valid3 || _valid0;
}
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/approvals/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/approvals/additionalProperties/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs23;
if(vErrors !== null){
if(_errs23){
vErrors.length = _errs23;
}
else {
vErrors = null;
}
}
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/approvals",schemaPath:"#/properties/approvals/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.auto_approve !== undefined && func0.call(data, "auto_approve")){
let data11 = data.auto_approve;
if(Array.isArray(data11)){
const len1 = data11.length;
for(let i1=0; i1<len1; i1++){
let data12 = data11[i1];
if(typeof data12 === "string"){
if(func48(data12) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve/" + i1,schemaPath:"#/properties/auto_approve/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve/" + i1,schemaPath:"#/properties/auto_approve/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i2 = data11.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data11[i2];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve",schemaPath:"#/properties/auto_approve/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0}});
errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve",schemaPath:"#/properties/auto_approve/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.skip !== undefined && func0.call(data, "skip")){
let data13 = data.skip;
if(Array.isArray(data13)){
const len2 = data13.length;
for(let i3=0; i3<len2; i3++){
let data14 = data13[i3];
if(typeof data14 === "string"){
if(func48(data14) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/skip/" + i3,schemaPath:"#/properties/skip/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/skip/" + i3,schemaPath:"#/properties/skip/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i4 = data13.length;
let j1;
if(i4 > 1){
const indices1 = {};
for(;i4--;){
let item1 = data13[i4];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
(vErrors ??= []).push({instancePath:instancePath+"/skip",schemaPath:"#/properties/skip/uniqueItems",keyword:"uniqueItems",params:{i: i4, j: j1}});
errors++;
break;
}
indices1[item1] = i4;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/skip",schemaPath:"#/properties/skip/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.budget !== undefined && func0.call(data, "budget")){
let data15 = data.budget;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(Object.keys(data15).length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/minProperties",keyword:"minProperties",params:{limit: 1}});
errors++;
}
for(const key3 of Object.keys(data15)){
if(!((((key3 === "usd") || (key3 === "stages")) || (key3 === "max_cost")) || (key3 === "unknown_cost"))){
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}});
errors++;
}
}
if(data15.usd !== undefined && func0.call(data15, "usd")){
let data16 = data15.usd;
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
(vErrors ??= []).push({instancePath:instancePath+"/budget/usd",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget/usd",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data15.stages !== undefined && func0.call(data15, "stages")){
let data17 = data15.stages;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
for(const key4 of Object.keys(data17)){
const _errs44 = errors;
if(typeof key4 === "string"){
if(!pattern101.test(key4)){
(vErrors ??= []).push({instancePath:instancePath+"/budget/stages",schemaPath:"#/properties/budget/properties/stages/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_/]*$"},propertyName:key4});
errors++;
}
}
var valid14 = _errs44 === errors;
if(!valid14){
(vErrors ??= []).push({instancePath:instancePath+"/budget/stages",schemaPath:"#/properties/budget/properties/stages/propertyNames",keyword:"propertyNames",params:{propertyName: key4}});
errors++;
}
}
for(const key5 of Object.keys(data17)){
let data18 = data17[key5];
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
(vErrors ??= []).push({instancePath:instancePath+"/budget/stages/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget/stages/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget/stages",schemaPath:"#/properties/budget/properties/stages/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data15.max_cost !== undefined && func0.call(data15, "max_cost")){
let data19 = data15.max_cost;
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
(vErrors ??= []).push({instancePath:instancePath+"/budget/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data15.unknown_cost !== undefined && func0.call(data15, "unknown_cost")){
let data20 = data15.unknown_cost;
if(typeof data20 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/budget/unknown_cost",schemaPath:"#/properties/budget/properties/unknown_cost/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data20 === "block") || (data20 === "warn"))){
(vErrors ??= []).push({instancePath:instancePath+"/budget/unknown_cost",schemaPath:"#/properties/budget/properties/unknown_cost/enum",keyword:"enum",params:{allowedValues: schema131.properties.budget.properties.unknown_cost.enum}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.providers !== undefined && func0.call(data, "providers")){
let data21 = data.providers;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key6 of Object.keys(data21)){
const _errs56 = errors;
if(typeof key6 === "string"){
if(!pattern102.test(key6)){
(vErrors ??= []).push({instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$"},propertyName:key6});
errors++;
}
}
var valid18 = _errs56 === errors;
if(!valid18){
(vErrors ??= []).push({instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/propertyNames",keyword:"propertyNames",params:{propertyName: key6}});
errors++;
}
}
for(const key7 of Object.keys(data21)){
let data22 = data21[key7];
if(typeof data22 === "string"){
if(!pattern102.test(data22)){
(vErrors ??= []).push({instancePath:instancePath+"/providers/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/providers/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/providers/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/providers/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.rerun !== undefined && func0.call(data, "rerun")){
let data23 = data.rerun;
if((!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))) && (!(data23 && typeof data23 == "object" && !Array.isArray(data23)))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun",schemaPath:"#/properties/rerun/type",keyword:"type",params:{type: schema131.properties.rerun.type}});
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 < 1 || isNaN(data23)){
(vErrors ??= []).push({instancePath:instancePath+"/rerun",schemaPath:"#/properties/rerun/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if((data23.n === undefined) || (!(func0.call(data23, "n")))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun",schemaPath:"#/properties/rerun/required",keyword:"required",params:{missingProperty: "n"}});
errors++;
}
for(const key8 of Object.keys(data23)){
if(!((key8 === "n") || (key8 === "from"))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun",schemaPath:"#/properties/rerun/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}});
errors++;
}
}
if(data23.n !== undefined && func0.call(data23, "n")){
let data24 = data23.n;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun/n",schemaPath:"#/properties/rerun/properties/n/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 1 || isNaN(data24)){
(vErrors ??= []).push({instancePath:instancePath+"/rerun/n",schemaPath:"#/properties/rerun/properties/n/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data23.from !== undefined && func0.call(data23, "from")){
let data25 = data23.from;
if((typeof data25 !== "string") && (!(Array.isArray(data25)))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun/from",schemaPath:"#/properties/rerun/properties/from/type",keyword:"type",params:{type: schema131.properties.rerun.properties.from.type}});
errors++;
}
if(typeof data25 === "string"){
if(func48(data25) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/rerun/from",schemaPath:"#/properties/rerun/properties/from/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
if(Array.isArray(data25)){
const len3 = data25.length;
for(let i5=0; i5<len3; i5++){
let data26 = data25[i5];
if(typeof data26 === "string"){
if(func48(data26) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/rerun/from/" + i5,schemaPath:"#/properties/rerun/properties/from/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/rerun/from/" + i5,schemaPath:"#/properties/rerun/properties/from/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
}
}
}
if(data.fork !== undefined && func0.call(data, "fork")){
let data27 = data.fork;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if((data27.run === undefined) || (!(func0.call(data27, "run")))){
(vErrors ??= []).push({instancePath:instancePath+"/fork",schemaPath:"#/properties/fork/required",keyword:"required",params:{missingProperty: "run"}});
errors++;
}
if((data27.from === undefined) || (!(func0.call(data27, "from")))){
(vErrors ??= []).push({instancePath:instancePath+"/fork",schemaPath:"#/properties/fork/required",keyword:"required",params:{missingProperty: "from"}});
errors++;
}
for(const key9 of Object.keys(data27)){
if(!((key9 === "run") || (key9 === "from"))){
(vErrors ??= []).push({instancePath:instancePath+"/fork",schemaPath:"#/properties/fork/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}});
errors++;
}
}
if(data27.run !== undefined && func0.call(data27, "run")){
let data28 = data27.run;
if(typeof data28 === "string"){
if(func48(data28) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/fork/run",schemaPath:"#/properties/fork/properties/run/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/fork/run",schemaPath:"#/properties/fork/properties/run/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data27.from !== undefined && func0.call(data27, "from")){
let data29 = data27.from;
if(typeof data29 === "string"){
if(func48(data29) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/fork/from",schemaPath:"#/properties/fork/properties/from/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/fork/from",schemaPath:"#/properties/fork/properties/from/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/fork",schemaPath:"#/properties/fork/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate106.errors = vErrors;
return errors === 0;
}

export const validateConfig = validate110;
const schema136 = {"$id":"config.schema.json","type":"object","additionalProperties":false,"properties":{"$schema":{"type":"string"},"concurrency":{"type":"integer","minimum":1,"maximum":10000},"pools":{"type":"object","propertyNames":{"pattern":"^[A-Za-z][A-Za-z0-9_-]{0,63}$"},"additionalProperties":{"type":"integer","minimum":1,"maximum":10000}},"vars":{"type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_]{0,63}$"}},"secrets":{"type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_]{0,63}$"},"additionalProperties":{"$ref":"#/$defs/secret"}},"providers":{"type":"object","propertyNames":{"pattern":"^[A-Za-z][A-Za-z0-9_-]{0,63}$"},"additionalProperties":{"$ref":"#/$defs/provider"}},"budget":{"type":"object","additionalProperties":false,"properties":{"day":{"$ref":"#/$defs/usd"}}},"env":{"type":"array","uniqueItems":true,"items":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"}},"http":{"type":"object","additionalProperties":false,"properties":{"allow_hosts":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}},"allow_private":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}}}},"approvers":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"gates":{"type":"string","enum":["keep","relax"]},"notify":{"type":"array","items":{"$ref":"#/$defs/hook"}},"grace":{"$ref":"#/$defs/duration"},"watch":{"$ref":"#/$defs/watch"},"git":{"$ref":"#/$defs/git"},"artifacts":{"$ref":"#/$defs/artifacts"},"machine_files":{"type":"array","uniqueItems":true,"items":{"type":"string","pattern":"^(?!/|.*(?:^|/)\\.\\.(?:/|$))[^\\\\:]+\\.json$"}}},"$defs":{"hook":{"type":"object","additionalProperties":false,"required":["on"],"properties":{"on":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","enum":["question","reminder","ended"]}},"command":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"webhook":{"type":"string","pattern":"^https?://[^@\\s]+$"},"secret":{"type":"string","minLength":1}},"if":{"not":{"required":["webhook"]}},"then":{"required":["command"],"properties":{"secret":false}},"dependentSchemas":{"webhook":{"properties":{"command":false}}}},"duration":{"type":"string","pattern":"^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"},"secret":{"type":"object","additionalProperties":false,"minProperties":1,"maxProperties":1,"properties":{"env":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"},"file":{"type":"string","minLength":1},"command":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}}}},"watch":{"type":"object","additionalProperties":false,"properties":{"runs":{"type":"integer","minimum":1,"maximum":1000}}},"git":{"type":"object","additionalProperties":false,"properties":{"remote":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$"},"branch":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._/-]*$"},"interval":{"$ref":"#/$defs/duration"},"commit":{"type":"string","enum":["gate","stage","end"]},"single_daemon":{"type":"boolean"},"name":{"type":"string","minLength":1,"maxLength":100},"email":{"type":"string","minLength":3,"maxLength":200}}},"artifacts":{"type":"object","additionalProperties":false,"properties":{"in_git":{"type":"string","enum":["small","all","none"]},"max_bytes":{"type":"integer","minimum":0}}},"usd":{"type":"number","minimum":0,"maximum":1000000000},"provider":{"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","pattern":"^(?:@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$","maxLength":214},"model":{"type":"string","minLength":1,"maxLength":200},"base_url":{"type":"string","pattern":"^https?://[^@\\s]+$"},"api_key":{"$ref":"#/$defs/secret"},"requests_per_minute":{"type":"integer","minimum":1,"maximum":1000000},"tokens_per_minute":{"type":"integer","minimum":1,"maximum":1000000000},"concurrency":{"type":"integer","minimum":1,"maximum":10000},"breaker":{"type":"object","additionalProperties":false,"properties":{"failures":{"type":"integer","minimum":1,"maximum":1000},"cooldown":{"$ref":"#/$defs/duration"}}},"prices":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"per_request":{"type":"number","minimum":0},"input_per_million_tokens":{"type":"number","minimum":0},"cached_input_per_million_tokens":{"type":"number","minimum":0},"output_per_million_tokens":{"type":"number","minimum":0},"per_thousand_characters":{"type":"number","minimum":0},"per_second":{"type":"number","minimum":0},"per_image":{"type":"number","minimum":0}}},"headers":{"type":"object","propertyNames":{"pattern":"^[A-Za-z0-9-]{1,64}$"},"additionalProperties":{"type":"string","maxLength":1000}},"timeout":{"$ref":"#/$defs/duration"},"fallback":{"type":"array","uniqueItems":true,"maxItems":8,"items":{"type":"string","pattern":"^[A-Za-z][A-Za-z0-9_-]{0,63}$"}},"options":{"type":"object"}}}}};
const pattern121 = new RegExp("^(?!/|.*(?:^|/)\\.\\.(?:/|$))[^\\\\:]+\\.json$", "u");

function validate111(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 1){
(vErrors ??= []).push({instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 1}});
errors++;
}
if(Object.keys(data).length < 1){
(vErrors ??= []).push({instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "env") || (key0 === "file")) || (key0 === "command"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.env !== undefined && func0.call(data, "env")){
let data0 = data.env;
if(typeof data0 === "string"){
if(!pattern8.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data1 = data.file;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.command !== undefined && func0.call(data, "command")){
let data2 = data.command;
if(Array.isArray(data2)){
if(data2.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/command",schemaPath:"#/properties/command/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(func48(data3) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/command/" + i0,schemaPath:"#/properties/command/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/command/" + i0,schemaPath:"#/properties/command/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate111.errors = vErrors;
return errors === 0;
}

const schema138 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"type":"string","pattern":"^(?:@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$","maxLength":214},"model":{"type":"string","minLength":1,"maxLength":200},"base_url":{"type":"string","pattern":"^https?://[^@\\s]+$"},"api_key":{"$ref":"#/$defs/secret"},"requests_per_minute":{"type":"integer","minimum":1,"maximum":1000000},"tokens_per_minute":{"type":"integer","minimum":1,"maximum":1000000000},"concurrency":{"type":"integer","minimum":1,"maximum":10000},"breaker":{"type":"object","additionalProperties":false,"properties":{"failures":{"type":"integer","minimum":1,"maximum":1000},"cooldown":{"$ref":"#/$defs/duration"}}},"prices":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"per_request":{"type":"number","minimum":0},"input_per_million_tokens":{"type":"number","minimum":0},"cached_input_per_million_tokens":{"type":"number","minimum":0},"output_per_million_tokens":{"type":"number","minimum":0},"per_thousand_characters":{"type":"number","minimum":0},"per_second":{"type":"number","minimum":0},"per_image":{"type":"number","minimum":0}}},"headers":{"type":"object","propertyNames":{"pattern":"^[A-Za-z0-9-]{1,64}$"},"additionalProperties":{"type":"string","maxLength":1000}},"timeout":{"$ref":"#/$defs/duration"},"fallback":{"type":"array","uniqueItems":true,"maxItems":8,"items":{"type":"string","pattern":"^[A-Za-z][A-Za-z0-9_-]{0,63}$"}},"options":{"type":"object"}}};
const pattern109 = new RegExp("^(?:@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$", "u");
const pattern110 = new RegExp("^https?://[^@\\s]+$", "u");
const pattern112 = new RegExp("^[A-Za-z0-9-]{1,64}$", "u");

function validate113(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.type === undefined) || (!(func0.call(data, "type")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema138.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.type !== undefined && func0.call(data, "type")){
let data0 = data.type;
if(typeof data0 === "string"){
if(func48(data0) > 214){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/maxLength",keyword:"maxLength",params:{limit: 214}});
errors++;
}
if(!pattern109.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/pattern",keyword:"pattern",params:{pattern: "^(?:@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.model !== undefined && func0.call(data, "model")){
let data1 = data.model;
if(typeof data1 === "string"){
if(func48(data1) > 200){
(vErrors ??= []).push({instancePath:instancePath+"/model",schemaPath:"#/properties/model/maxLength",keyword:"maxLength",params:{limit: 200}});
errors++;
}
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/model",schemaPath:"#/properties/model/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.base_url !== undefined && func0.call(data, "base_url")){
let data2 = data.base_url;
if(typeof data2 === "string"){
if(!pattern110.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/base_url",schemaPath:"#/properties/base_url/pattern",keyword:"pattern",params:{pattern: "^https?://[^@\\s]+$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/base_url",schemaPath:"#/properties/base_url/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.api_key !== undefined && func0.call(data, "api_key")){
if(!(validate111(data.api_key, {instancePath:instancePath+"/api_key",parentData:data,parentDataProperty:"api_key",rootData}))){
vErrors = vErrors === null ? validate111.errors : vErrors.concat(validate111.errors);
errors = vErrors.length;
}
}
if(data.requests_per_minute !== undefined && func0.call(data, "requests_per_minute")){
let data4 = data.requests_per_minute;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
(vErrors ??= []).push({instancePath:instancePath+"/requests_per_minute",schemaPath:"#/properties/requests_per_minute/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 1000000 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/requests_per_minute",schemaPath:"#/properties/requests_per_minute/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000}});
errors++;
}
if(data4 < 1 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/requests_per_minute",schemaPath:"#/properties/requests_per_minute/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.tokens_per_minute !== undefined && func0.call(data, "tokens_per_minute")){
let data5 = data.tokens_per_minute;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
(vErrors ??= []).push({instancePath:instancePath+"/tokens_per_minute",schemaPath:"#/properties/tokens_per_minute/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 1000000000 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/tokens_per_minute",schemaPath:"#/properties/tokens_per_minute/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000}});
errors++;
}
if(data5 < 1 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/tokens_per_minute",schemaPath:"#/properties/tokens_per_minute/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.concurrency !== undefined && func0.call(data, "concurrency")){
let data6 = data.concurrency;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 10000 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000}});
errors++;
}
if(data6 < 1 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.breaker !== undefined && func0.call(data, "breaker")){
let data7 = data.breaker;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 of Object.keys(data7)){
if(!((key1 === "failures") || (key1 === "cooldown"))){
(vErrors ??= []).push({instancePath:instancePath+"/breaker",schemaPath:"#/properties/breaker/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}});
errors++;
}
}
if(data7.failures !== undefined && func0.call(data7, "failures")){
let data8 = data7.failures;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
(vErrors ??= []).push({instancePath:instancePath+"/breaker/failures",schemaPath:"#/properties/breaker/properties/failures/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 1000 || isNaN(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/breaker/failures",schemaPath:"#/properties/breaker/properties/failures/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000}});
errors++;
}
if(data8 < 1 || isNaN(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/breaker/failures",schemaPath:"#/properties/breaker/properties/failures/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data7.cooldown !== undefined && func0.call(data7, "cooldown")){
let data9 = data7.cooldown;
if(typeof data9 === "string"){
if(!pattern1.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/breaker/cooldown",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/breaker/cooldown",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/breaker",schemaPath:"#/properties/breaker/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.prices !== undefined && func0.call(data, "prices")){
let data10 = data.prices;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(Object.keys(data10).length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/prices",schemaPath:"#/properties/prices/minProperties",keyword:"minProperties",params:{limit: 1}});
errors++;
}
for(const key2 of Object.keys(data10)){
if(!(((((((key2 === "per_request") || (key2 === "input_per_million_tokens")) || (key2 === "cached_input_per_million_tokens")) || (key2 === "output_per_million_tokens")) || (key2 === "per_thousand_characters")) || (key2 === "per_second")) || (key2 === "per_image"))){
(vErrors ??= []).push({instancePath:instancePath+"/prices",schemaPath:"#/properties/prices/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}});
errors++;
}
}
if(data10.per_request !== undefined && func0.call(data10, "per_request")){
let data11 = data10.per_request;
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_request",schemaPath:"#/properties/prices/properties/per_request/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_request",schemaPath:"#/properties/prices/properties/per_request/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.input_per_million_tokens !== undefined && func0.call(data10, "input_per_million_tokens")){
let data12 = data10.input_per_million_tokens;
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
(vErrors ??= []).push({instancePath:instancePath+"/prices/input_per_million_tokens",schemaPath:"#/properties/prices/properties/input_per_million_tokens/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices/input_per_million_tokens",schemaPath:"#/properties/prices/properties/input_per_million_tokens/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.cached_input_per_million_tokens !== undefined && func0.call(data10, "cached_input_per_million_tokens")){
let data13 = data10.cached_input_per_million_tokens;
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
(vErrors ??= []).push({instancePath:instancePath+"/prices/cached_input_per_million_tokens",schemaPath:"#/properties/prices/properties/cached_input_per_million_tokens/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices/cached_input_per_million_tokens",schemaPath:"#/properties/prices/properties/cached_input_per_million_tokens/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.output_per_million_tokens !== undefined && func0.call(data10, "output_per_million_tokens")){
let data14 = data10.output_per_million_tokens;
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
(vErrors ??= []).push({instancePath:instancePath+"/prices/output_per_million_tokens",schemaPath:"#/properties/prices/properties/output_per_million_tokens/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices/output_per_million_tokens",schemaPath:"#/properties/prices/properties/output_per_million_tokens/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.per_thousand_characters !== undefined && func0.call(data10, "per_thousand_characters")){
let data15 = data10.per_thousand_characters;
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_thousand_characters",schemaPath:"#/properties/prices/properties/per_thousand_characters/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_thousand_characters",schemaPath:"#/properties/prices/properties/per_thousand_characters/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.per_second !== undefined && func0.call(data10, "per_second")){
let data16 = data10.per_second;
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_second",schemaPath:"#/properties/prices/properties/per_second/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_second",schemaPath:"#/properties/prices/properties/per_second/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.per_image !== undefined && func0.call(data10, "per_image")){
let data17 = data10.per_image;
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_image",schemaPath:"#/properties/prices/properties/per_image/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_image",schemaPath:"#/properties/prices/properties/per_image/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices",schemaPath:"#/properties/prices/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.headers !== undefined && func0.call(data, "headers")){
let data18 = data.headers;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
for(const key3 of Object.keys(data18)){
const _errs42 = errors;
if(typeof key3 === "string"){
if(!pattern112.test(key3)){
(vErrors ??= []).push({instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9-]{1,64}$"},propertyName:key3});
errors++;
}
}
var valid4 = _errs42 === errors;
if(!valid4){
(vErrors ??= []).push({instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key3}});
errors++;
}
}
for(const key4 of Object.keys(data18)){
let data19 = data18[key4];
if(typeof data19 === "string"){
if(func48(data19) > 1000){
(vErrors ??= []).push({instancePath:instancePath+"/headers/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/headers/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 1000}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/headers/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.timeout !== undefined && func0.call(data, "timeout")){
let data20 = data.timeout;
if(typeof data20 === "string"){
if(!pattern1.test(data20)){
(vErrors ??= []).push({instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.fallback !== undefined && func0.call(data, "fallback")){
let data21 = data.fallback;
if(Array.isArray(data21)){
if(data21.length > 8){
(vErrors ??= []).push({instancePath:instancePath+"/fallback",schemaPath:"#/properties/fallback/maxItems",keyword:"maxItems",params:{limit: 8}});
errors++;
}
const len0 = data21.length;
for(let i0=0; i0<len0; i0++){
let data22 = data21[i0];
if(typeof data22 === "string"){
if(!pattern102.test(data22)){
(vErrors ??= []).push({instancePath:instancePath+"/fallback/" + i0,schemaPath:"#/properties/fallback/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/fallback/" + i0,schemaPath:"#/properties/fallback/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i1 = data21.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data21[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/fallback",schemaPath:"#/properties/fallback/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}});
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/fallback",schemaPath:"#/properties/fallback/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.options !== undefined && func0.call(data, "options")){
let data23 = data.options;
if(!(data23 && typeof data23 == "object" && !Array.isArray(data23))){
(vErrors ??= []).push({instancePath:instancePath+"/options",schemaPath:"#/properties/options/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate113.errors = vErrors;
return errors === 0;
}

const schema142 = {"type":"object","additionalProperties":false,"required":["on"],"properties":{"on":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","enum":["question","reminder","ended"]}},"command":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"webhook":{"type":"string","pattern":"^https?://[^@\\s]+$"},"secret":{"type":"string","minLength":1}},"if":{"not":{"required":["webhook"]}},"then":{"required":["command"],"properties":{"secret":false}},"dependentSchemas":{"webhook":{"properties":{"command":false}}}};

function validate116(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
const _errs3 = errors;
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.webhook === undefined) || (!(func0.call(data, "webhook")))) && (missing0 = "webhook")){
(vErrors ??= []).push({});
errors++;
}
}
var valid1 = _errs4 === errors;
if(valid1){
(vErrors ??= []).push({});
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.command === undefined) || (!(func0.call(data, "command")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "command"}});
errors++;
}
if(data.secret !== undefined && func0.call(data, "secret")){
(vErrors ??= []).push({instancePath:instancePath+"/secret",schemaPath:"#/then/properties/secret/false schema",keyword:"false schema",params:{}});
errors++;
}
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
}
if(!valid0){
(vErrors ??= []).push({instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.on === undefined) || (!(func0.call(data, "on")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "on"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "on") || (key0 === "command")) || (key0 === "webhook")) || (key0 === "secret"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.on !== undefined && func0.call(data, "on")){
let data1 = data.on;
if(Array.isArray(data1)){
if(data1.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/on",schemaPath:"#/properties/on/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/on/" + i0,schemaPath:"#/properties/on/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((data2 === "question") || (data2 === "reminder")) || (data2 === "ended"))){
(vErrors ??= []).push({instancePath:instancePath+"/on/" + i0,schemaPath:"#/properties/on/items/enum",keyword:"enum",params:{allowedValues: schema142.properties.on.items.enum}});
errors++;
}
}
let i1 = data1.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data1[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/on",schemaPath:"#/properties/on/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}});
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/on",schemaPath:"#/properties/on/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.command !== undefined && func0.call(data, "command")){
let data3 = data.command;
if(Array.isArray(data3)){
if(data3.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/command",schemaPath:"#/properties/command/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len1 = data3.length;
for(let i2=0; i2<len1; i2++){
let data4 = data3[i2];
if(typeof data4 === "string"){
if(func48(data4) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/command/" + i2,schemaPath:"#/properties/command/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/command/" + i2,schemaPath:"#/properties/command/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.webhook !== undefined && func0.call(data, "webhook")){
let data5 = data.webhook;
if(typeof data5 === "string"){
if(!pattern110.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/webhook",schemaPath:"#/properties/webhook/pattern",keyword:"pattern",params:{pattern: "^https?://[^@\\s]+$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/webhook",schemaPath:"#/properties/webhook/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.secret !== undefined && func0.call(data, "secret")){
let data6 = data.secret;
if(typeof data6 === "string"){
if(func48(data6) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/secret",schemaPath:"#/properties/secret/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/secret",schemaPath:"#/properties/secret/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.webhook !== undefined && func0.call(data, "webhook")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.command !== undefined && func0.call(data, "command")){
(vErrors ??= []).push({instancePath:instancePath+"/command",schemaPath:"#/dependentSchemas/webhook/properties/command/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate116.errors = vErrors;
return errors === 0;
}


function validate118(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(key0 === "runs")){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.runs !== undefined && func0.call(data, "runs")){
let data0 = data.runs;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
(vErrors ??= []).push({instancePath:instancePath+"/runs",schemaPath:"#/properties/runs/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 1000 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/runs",schemaPath:"#/properties/runs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000}});
errors++;
}
if(data0 < 1 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/runs",schemaPath:"#/properties/runs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate118.errors = vErrors;
return errors === 0;
}

const schema145 = {"type":"object","additionalProperties":false,"properties":{"remote":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$"},"branch":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._/-]*$"},"interval":{"$ref":"#/$defs/duration"},"commit":{"type":"string","enum":["gate","stage","end"]},"single_daemon":{"type":"boolean"},"name":{"type":"string","minLength":1,"maxLength":100},"email":{"type":"string","minLength":3,"maxLength":200}}};
const pattern118 = new RegExp("^[A-Za-z0-9][A-Za-z0-9._-]*$", "u");
const pattern119 = new RegExp("^[A-Za-z0-9][A-Za-z0-9._/-]*$", "u");

function validate120(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(((((((key0 === "remote") || (key0 === "branch")) || (key0 === "interval")) || (key0 === "commit")) || (key0 === "single_daemon")) || (key0 === "name")) || (key0 === "email"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.remote !== undefined && func0.call(data, "remote")){
let data0 = data.remote;
if(typeof data0 === "string"){
if(!pattern118.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/remote",schemaPath:"#/properties/remote/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/remote",schemaPath:"#/properties/remote/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.branch !== undefined && func0.call(data, "branch")){
let data1 = data.branch;
if(typeof data1 === "string"){
if(!pattern119.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/branch",schemaPath:"#/properties/branch/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._/-]*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/branch",schemaPath:"#/properties/branch/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.interval !== undefined && func0.call(data, "interval")){
let data2 = data.interval;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/interval",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/interval",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.commit !== undefined && func0.call(data, "commit")){
let data3 = data.commit;
if(typeof data3 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/commit",schemaPath:"#/properties/commit/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((data3 === "gate") || (data3 === "stage")) || (data3 === "end"))){
(vErrors ??= []).push({instancePath:instancePath+"/commit",schemaPath:"#/properties/commit/enum",keyword:"enum",params:{allowedValues: schema145.properties.commit.enum}});
errors++;
}
}
if(data.single_daemon !== undefined && func0.call(data, "single_daemon")){
if(typeof data.single_daemon !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/single_daemon",schemaPath:"#/properties/single_daemon/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.name !== undefined && func0.call(data, "name")){
let data5 = data.name;
if(typeof data5 === "string"){
if(func48(data5) > 100){
(vErrors ??= []).push({instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 100}});
errors++;
}
if(func48(data5) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.email !== undefined && func0.call(data, "email")){
let data6 = data.email;
if(typeof data6 === "string"){
if(func48(data6) > 200){
(vErrors ??= []).push({instancePath:instancePath+"/email",schemaPath:"#/properties/email/maxLength",keyword:"maxLength",params:{limit: 200}});
errors++;
}
if(func48(data6) < 3){
(vErrors ??= []).push({instancePath:instancePath+"/email",schemaPath:"#/properties/email/minLength",keyword:"minLength",params:{limit: 3}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/email",schemaPath:"#/properties/email/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate120.errors = vErrors;
return errors === 0;
}

const schema147 = {"type":"object","additionalProperties":false,"properties":{"in_git":{"type":"string","enum":["small","all","none"]},"max_bytes":{"type":"integer","minimum":0}}};

function validate122(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!((key0 === "in_git") || (key0 === "max_bytes"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.in_git !== undefined && func0.call(data, "in_git")){
let data0 = data.in_git;
if(typeof data0 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/in_git",schemaPath:"#/properties/in_git/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((data0 === "small") || (data0 === "all")) || (data0 === "none"))){
(vErrors ??= []).push({instancePath:instancePath+"/in_git",schemaPath:"#/properties/in_git/enum",keyword:"enum",params:{allowedValues: schema147.properties.in_git.enum}});
errors++;
}
}
if(data.max_bytes !== undefined && func0.call(data, "max_bytes")){
let data1 = data.max_bytes;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/max_bytes",schemaPath:"#/properties/max_bytes/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/max_bytes",schemaPath:"#/properties/max_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate122.errors = vErrors;
return errors === 0;
}


function validate110(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="config.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(func0.call(schema136.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.$schema !== undefined && func0.call(data, "$schema")){
if(typeof data.$schema !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.concurrency !== undefined && func0.call(data, "concurrency")){
let data1 = data.concurrency;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 10000 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000}});
errors++;
}
if(data1 < 1 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.pools !== undefined && func0.call(data, "pools")){
let data2 = data.pools;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 of Object.keys(data2)){
const _errs8 = errors;
if(typeof key1 === "string"){
if(!pattern102.test(key1)){
(vErrors ??= []).push({instancePath:instancePath+"/pools",schemaPath:"#/properties/pools/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$"},propertyName:key1});
errors++;
}
}
var valid1 = _errs8 === errors;
if(!valid1){
(vErrors ??= []).push({instancePath:instancePath+"/pools",schemaPath:"#/properties/pools/propertyNames",keyword:"propertyNames",params:{propertyName: key1}});
errors++;
}
}
for(const key2 of Object.keys(data2)){
let data3 = data2[key2];
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
(vErrors ??= []).push({instancePath:instancePath+"/pools/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/pools/additionalProperties/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 10000 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/pools/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/pools/additionalProperties/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000}});
errors++;
}
if(data3 < 1 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/pools/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/pools/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pools",schemaPath:"#/properties/pools/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.vars !== undefined && func0.call(data, "vars")){
let data4 = data.vars;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key3 of Object.keys(data4)){
const _errs14 = errors;
if(typeof key3 === "string"){
if(!pattern0.test(key3)){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]{0,63}$"},propertyName:key3});
errors++;
}
}
var valid3 = _errs14 === errors;
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/propertyNames",keyword:"propertyNames",params:{propertyName: key3}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.secrets !== undefined && func0.call(data, "secrets")){
let data5 = data.secrets;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key4 of Object.keys(data5)){
const _errs17 = errors;
if(typeof key4 === "string"){
if(!pattern0.test(key4)){
(vErrors ??= []).push({instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]{0,63}$"},propertyName:key4});
errors++;
}
}
var valid4 = _errs17 === errors;
if(!valid4){
(vErrors ??= []).push({instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/propertyNames",keyword:"propertyNames",params:{propertyName: key4}});
errors++;
}
}
for(const key5 of Object.keys(data5)){
if(!(validate111(data5[key5], {instancePath:instancePath+"/secrets/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data5,parentDataProperty:key5,rootData}))){
vErrors = vErrors === null ? validate111.errors : vErrors.concat(validate111.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.providers !== undefined && func0.call(data, "providers")){
let data7 = data.providers;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key6 of Object.keys(data7)){
const _errs22 = errors;
if(typeof key6 === "string"){
if(!pattern102.test(key6)){
(vErrors ??= []).push({instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$"},propertyName:key6});
errors++;
}
}
var valid6 = _errs22 === errors;
if(!valid6){
(vErrors ??= []).push({instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/propertyNames",keyword:"propertyNames",params:{propertyName: key6}});
errors++;
}
}
for(const key7 of Object.keys(data7)){
if(!(validate113(data7[key7], {instancePath:instancePath+"/providers/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data7,parentDataProperty:key7,rootData}))){
vErrors = vErrors === null ? validate113.errors : vErrors.concat(validate113.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.budget !== undefined && func0.call(data, "budget")){
let data9 = data.budget;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key8 of Object.keys(data9)){
if(!(key8 === "day")){
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}});
errors++;
}
}
if(data9.day !== undefined && func0.call(data9, "day")){
let data10 = data9.day;
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 1000000000 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/budget/day",schemaPath:"#/$defs/usd/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000}});
errors++;
}
if(data10 < 0 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/budget/day",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget/day",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.env !== undefined && func0.call(data, "env")){
let data11 = data.env;
if(Array.isArray(data11)){
const len0 = data11.length;
for(let i0=0; i0<len0; i0++){
let data12 = data11[i0];
if(typeof data12 === "string"){
if(!pattern8.test(data12)){
(vErrors ??= []).push({instancePath:instancePath+"/env/" + i0,schemaPath:"#/properties/env/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/env/" + i0,schemaPath:"#/properties/env/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i1 = data11.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data11[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}});
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.http !== undefined && func0.call(data, "http")){
let data13 = data.http;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
for(const key9 of Object.keys(data13)){
if(!((key9 === "allow_hosts") || (key9 === "allow_private"))){
(vErrors ??= []).push({instancePath:instancePath+"/http",schemaPath:"#/properties/http/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}});
errors++;
}
}
if(data13.allow_hosts !== undefined && func0.call(data13, "allow_hosts")){
let data14 = data13.allow_hosts;
if(Array.isArray(data14)){
const len1 = data14.length;
for(let i2=0; i2<len1; i2++){
let data15 = data14[i2];
if(typeof data15 === "string"){
if(func48(data15) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_hosts/" + i2,schemaPath:"#/properties/http/properties/allow_hosts/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_hosts/" + i2,schemaPath:"#/properties/http/properties/allow_hosts/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i3 = data14.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data14[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_hosts",schemaPath:"#/properties/http/properties/allow_hosts/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1}});
errors++;
break;
}
indices1[item1] = i3;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_hosts",schemaPath:"#/properties/http/properties/allow_hosts/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data13.allow_private !== undefined && func0.call(data13, "allow_private")){
let data16 = data13.allow_private;
if(Array.isArray(data16)){
const len2 = data16.length;
for(let i4=0; i4<len2; i4++){
let data17 = data16[i4];
if(typeof data17 === "string"){
if(func48(data17) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_private/" + i4,schemaPath:"#/properties/http/properties/allow_private/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_private/" + i4,schemaPath:"#/properties/http/properties/allow_private/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i5 = data16.length;
let j2;
if(i5 > 1){
const indices2 = {};
for(;i5--;){
let item2 = data16[i5];
if(typeof item2 !== "string"){
continue;
}
if(typeof indices2[item2] == "number"){
j2 = indices2[item2];
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_private",schemaPath:"#/properties/http/properties/allow_private/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2}});
errors++;
break;
}
indices2[item2] = i5;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_private",schemaPath:"#/properties/http/properties/allow_private/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/http",schemaPath:"#/properties/http/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.approvers !== undefined && func0.call(data, "approvers")){
let data18 = data.approvers;
if(Array.isArray(data18)){
if(data18.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/approvers",schemaPath:"#/properties/approvers/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len3 = data18.length;
for(let i6=0; i6<len3; i6++){
let data19 = data18[i6];
if(typeof data19 === "string"){
if(func48(data19) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/approvers/" + i6,schemaPath:"#/properties/approvers/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/approvers/" + i6,schemaPath:"#/properties/approvers/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i7 = data18.length;
let j3;
if(i7 > 1){
const indices3 = {};
for(;i7--;){
let item3 = data18[i7];
if(typeof item3 !== "string"){
continue;
}
if(typeof indices3[item3] == "number"){
j3 = indices3[item3];
(vErrors ??= []).push({instancePath:instancePath+"/approvers",schemaPath:"#/properties/approvers/uniqueItems",keyword:"uniqueItems",params:{i: i7, j: j3}});
errors++;
break;
}
indices3[item3] = i7;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/approvers",schemaPath:"#/properties/approvers/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.gates !== undefined && func0.call(data, "gates")){
let data20 = data.gates;
if(typeof data20 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/gates",schemaPath:"#/properties/gates/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data20 === "keep") || (data20 === "relax"))){
(vErrors ??= []).push({instancePath:instancePath+"/gates",schemaPath:"#/properties/gates/enum",keyword:"enum",params:{allowedValues: schema136.properties.gates.enum}});
errors++;
}
}
if(data.notify !== undefined && func0.call(data, "notify")){
let data21 = data.notify;
if(Array.isArray(data21)){
const len4 = data21.length;
for(let i8=0; i8<len4; i8++){
if(!(validate116(data21[i8], {instancePath:instancePath+"/notify/" + i8,parentData:data21,parentDataProperty:i8,rootData}))){
vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/notify",schemaPath:"#/properties/notify/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.grace !== undefined && func0.call(data, "grace")){
let data23 = data.grace;
if(typeof data23 === "string"){
if(!pattern1.test(data23)){
(vErrors ??= []).push({instancePath:instancePath+"/grace",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/grace",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.watch !== undefined && func0.call(data, "watch")){
if(!(validate118(data.watch, {instancePath:instancePath+"/watch",parentData:data,parentDataProperty:"watch",rootData}))){
vErrors = vErrors === null ? validate118.errors : vErrors.concat(validate118.errors);
errors = vErrors.length;
}
}
if(data.git !== undefined && func0.call(data, "git")){
if(!(validate120(data.git, {instancePath:instancePath+"/git",parentData:data,parentDataProperty:"git",rootData}))){
vErrors = vErrors === null ? validate120.errors : vErrors.concat(validate120.errors);
errors = vErrors.length;
}
}
if(data.artifacts !== undefined && func0.call(data, "artifacts")){
if(!(validate122(data.artifacts, {instancePath:instancePath+"/artifacts",parentData:data,parentDataProperty:"artifacts",rootData}))){
vErrors = vErrors === null ? validate122.errors : vErrors.concat(validate122.errors);
errors = vErrors.length;
}
}
if(data.machine_files !== undefined && func0.call(data, "machine_files")){
let data27 = data.machine_files;
if(Array.isArray(data27)){
const len5 = data27.length;
for(let i9=0; i9<len5; i9++){
let data28 = data27[i9];
if(typeof data28 === "string"){
if(!pattern121.test(data28)){
(vErrors ??= []).push({instancePath:instancePath+"/machine_files/" + i9,schemaPath:"#/properties/machine_files/items/pattern",keyword:"pattern",params:{pattern: "^(?!/|.*(?:^|/)\\.\\.(?:/|$))[^\\\\:]+\\.json$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/machine_files/" + i9,schemaPath:"#/properties/machine_files/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i10 = data27.length;
let j4;
if(i10 > 1){
const indices4 = {};
for(;i10--;){
let item4 = data27[i10];
if(typeof item4 !== "string"){
continue;
}
if(typeof indices4[item4] == "number"){
j4 = indices4[item4];
(vErrors ??= []).push({instancePath:instancePath+"/machine_files",schemaPath:"#/properties/machine_files/uniqueItems",keyword:"uniqueItems",params:{i: i10, j: j4}});
errors++;
break;
}
indices4[item4] = i10;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/machine_files",schemaPath:"#/properties/machine_files/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate110.errors = vErrors;
return errors === 0;
}
