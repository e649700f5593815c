// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.
export const validateCall = validate13;
const func0 = Object.prototype.hasOwnProperty;
const func57 = (text) => { let length = 0; for (const _ of text) length++; return length; };
const pattern0 = new RegExp("^[A-Za-z][A-Za-z0-9_-]{0,63}$", "u");
const pattern1 = new RegExp("^[0-9a-f]{64}\\.[a-z0-9]{1,8}$", "u");

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
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
if(!((typeof data0 == "number") && (isFinite(data0)))){
(vErrors ??= []).push({instancePath:instancePath+"/start",schemaPath:"#/properties/start/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data.end !== undefined && func0.call(data, "end")){
let data1 = data.end;
if(!((typeof data1 == "number") && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/end",schemaPath:"#/properties/end/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data.text !== undefined && func0.call(data, "text")){
if(typeof data.text !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/properties/text/type",keyword:"type",params:{type: "string"}});
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


function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="call.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.version === undefined) || (!(func0.call(data, "version")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}});
errors++;
}
if((data.stage === undefined) || (!(func0.call(data, "stage")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "stage"}});
errors++;
}
if((data.call === undefined) || (!(func0.call(data, "call")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "call"}});
errors++;
}
if((data.capability === undefined) || (!(func0.call(data, "capability")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "capability"}});
errors++;
}
if((data.provider === undefined) || (!(func0.call(data, "provider")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "provider"}});
errors++;
}
if((data.type === undefined) || (!(func0.call(data, "type")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"}});
errors++;
}
if((data.model === undefined) || (!(func0.call(data, "model")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "model"}});
errors++;
}
if((data.request === undefined) || (!(func0.call(data, "request")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "request"}});
errors++;
}
if((data.answer === undefined) || (!(func0.call(data, "answer")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "answer"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names0, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.version !== undefined && func0.call(data, "version")){
if(1 !== data.version){
(vErrors ??= []).push({instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1}});
errors++;
}
}
if(data.stage !== undefined && func0.call(data, "stage")){
let data1 = data.stage;
if(typeof data1 === "string"){
if(func57(data1) > 1000){
(vErrors ??= []).push({instancePath:instancePath+"/stage",schemaPath:"#/properties/stage/maxLength",keyword:"maxLength",params:{limit: 1000}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/stage",schemaPath:"#/properties/stage/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.call !== undefined && func0.call(data, "call")){
let data2 = data.call;
if(typeof data2 === "string"){
if(func57(data2) > 100){
(vErrors ??= []).push({instancePath:instancePath+"/call",schemaPath:"#/properties/call/maxLength",keyword:"maxLength",params:{limit: 100}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/call",schemaPath:"#/properties/call/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.capability !== undefined && func0.call(data, "capability")){
let data3 = data.capability;
if(!(((((data3 === "text") || (data3 === "speech")) || (data3 === "image")) || (data3 === "video")) || (data3 === "transcription"))){
(vErrors ??= []).push({instancePath:instancePath+"/capability",schemaPath:"#/properties/capability/enum",keyword:"enum",params:{allowedValues: ["text","speech","image","video","transcription"]}});
errors++;
}
}
if(data.provider !== undefined && func0.call(data, "provider")){
let data4 = data.provider;
if(typeof data4 === "string"){
if(!pattern0.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.type !== undefined && func0.call(data, "type")){
let data5 = data.type;
if(typeof data5 === "string"){
if(func57(data5) > 214){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/maxLength",keyword:"maxLength",params:{limit: 214}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.model !== undefined && func0.call(data, "model")){
let data6 = data.model;
if(typeof data6 === "string"){
if(func57(data6) > 200){
(vErrors ??= []).push({instancePath:instancePath+"/model",schemaPath:"#/properties/model/maxLength",keyword:"maxLength",params:{limit: 200}});
errors++;
}
if(func57(data6) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/model",schemaPath:"#/properties/model/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.request !== undefined && func0.call(data, "request")){
let data7 = data.request;
if(!(data7 && typeof data7 == "object" && !Array.isArray(data7))){
(vErrors ??= []).push({instancePath:instancePath+"/request",schemaPath:"#/properties/request/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.answer !== undefined && func0.call(data, "answer")){
let data8 = data.answer;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 of Object.keys(data8)){
if(!((((((key1 === "text") || (key1 === "finish")) || (key1 === "segments")) || (key1 === "media_type")) || (key1 === "seconds")) || (key1 === "file"))){
(vErrors ??= []).push({instancePath:instancePath+"/answer",schemaPath:"#/properties/answer/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}});
errors++;
}
}
if(data8.text !== undefined && func0.call(data8, "text")){
if(typeof data8.text !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/answer/text",schemaPath:"#/properties/answer/properties/text/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data8.finish !== undefined && func0.call(data8, "finish")){
let data10 = data8.finish;
if(!((((data10 === "stop") || (data10 === "length")) || (data10 === "refused")) || (data10 === "other"))){
(vErrors ??= []).push({instancePath:instancePath+"/answer/finish",schemaPath:"#/properties/answer/properties/finish/enum",keyword:"enum",params:{allowedValues: ["stop","length","refused","other"]}});
errors++;
}
}
if(data8.segments !== undefined && func0.call(data8, "segments")){
let data11 = data8.segments;
if(Array.isArray(data11)){
const len0 = data11.length;
for(let i0=0; i0<len0; i0++){
if(!(validate14(data11[i0], {instancePath:instancePath+"/answer/segments/" + i0,parentData:data11,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/answer/segments",schemaPath:"#/properties/answer/properties/segments/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data8.media_type !== undefined && func0.call(data8, "media_type")){
let data13 = data8.media_type;
if(typeof data13 === "string"){
if(func57(data13) > 200){
(vErrors ??= []).push({instancePath:instancePath+"/answer/media_type",schemaPath:"#/properties/answer/properties/media_type/maxLength",keyword:"maxLength",params:{limit: 200}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/answer/media_type",schemaPath:"#/properties/answer/properties/media_type/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data8.seconds !== undefined && func0.call(data8, "seconds")){
let data14 = data8.seconds;
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
(vErrors ??= []).push({instancePath:instancePath+"/answer/seconds",schemaPath:"#/properties/answer/properties/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/answer/seconds",schemaPath:"#/properties/answer/properties/seconds/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data8.file !== undefined && func0.call(data8, "file")){
let data15 = data8.file;
if(typeof data15 === "string"){
if(!pattern1.test(data15)){
(vErrors ??= []).push({instancePath:instancePath+"/answer/file",schemaPath:"#/properties/answer/properties/file/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}\\.[a-z0-9]{1,8}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/answer/file",schemaPath:"#/properties/answer/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/answer",schemaPath:"#/properties/answer/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.usage !== undefined && func0.call(data, "usage")){
let data16 = data.usage;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key2 of Object.keys(data16)){
const _errs33 = errors;
if(!(((((((((((key2 === "input_tokens") || (key2 === "cached_input_tokens")) || (key2 === "cache_write_tokens")) || (key2 === "cache_write_hour_tokens")) || (key2 === "input_image_tokens")) || (key2 === "output_tokens")) || (key2 === "reasoning_tokens")) || (key2 === "output_audio_tokens")) || (key2 === "characters")) || (key2 === "seconds")) || (key2 === "images"))){
(vErrors ??= []).push({instancePath:instancePath+"/usage",schemaPath:"#/properties/usage/propertyNames/enum",keyword:"enum",params:{allowedValues: ["input_tokens","cached_input_tokens","cache_write_tokens","cache_write_hour_tokens","input_image_tokens","output_tokens","reasoning_tokens","output_audio_tokens","characters","seconds","images"]},propertyName:key2});
errors++;
}
var valid4 = _errs33 === errors;
if(!valid4){
(vErrors ??= []).push({instancePath:instancePath+"/usage",schemaPath:"#/properties/usage/propertyNames",keyword:"propertyNames",params:{propertyName: key2}});
errors++;
}
}
for(const key3 of Object.keys(data16)){
let data17 = data16[key3];
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
(vErrors ??= []).push({instancePath:instancePath+"/usage/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/usage/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/usage/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/usage/additionalProperties/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/usage",schemaPath:"#/properties/usage/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.usd_micros !== undefined && func0.call(data, "usd_micros")){
let data18 = data.usd_micros;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
(vErrors ??= []).push({instancePath:instancePath+"/usd_micros",schemaPath:"#/properties/usd_micros/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
(vErrors ??= []).push({instancePath:instancePath+"/usd_micros",schemaPath:"#/properties/usd_micros/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
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
const names0 = {"version":1,"stage":1,"call":1,"capability":1,"provider":1,"type":1,"model":1,"request":1,"answer":1,"usage":1,"usd_micros":1};
export const callSchema = () => ({"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"call.schema.json","title":"Recorded call","description":"A recorded model call: the request and the answer. Written by `run --record` into the folder that `replay` in a manifest names.","type":"object","additionalProperties":false,"required":["version","stage","call","capability","provider","type","model","request","answer"],"properties":{"version":{"description":"The version of this format.","const":1,"examples":[1]},"stage":{"description":"Stage or item that made the call when it was recorded. Any other that makes the same request gets the same answer.","type":"string","maxLength":1000,"examples":["segments[intro]"]},"call":{"description":"Which of the calls of the stage: `draft`, `repair-1`.","type":"string","maxLength":100,"examples":["draft"]},"capability":{"description":"The capability that was requested.","enum":["text","speech","image","video","transcription"]},"provider":{"description":"Config name of the provider that answered.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9_-]{0,63}$","examples":["writer"]},"type":{"description":"Type of the provider. Part of the comparison.","type":"string","maxLength":214,"examples":["anthropic"]},"model":{"description":"The model as named in the config; `default` if none. Part of the comparison.","type":"string","minLength":1,"maxLength":200,"examples":["claude-sonnet-5-5"]},"request":{"description":"The request of the stage. All of it is compared. Files and schemas are represented by their digests.","type":"object","examples":[{"prompt":"Write a title.","max_tokens":100}]},"answer":{"description":"The answer. May be edited by hand, to see how a pipeline handles it.","type":"object","additionalProperties":false,"properties":{"text":{"description":"The text that was written or transcribed.","type":"string","examples":["How rockets work"]},"finish":{"description":"Why the text ended.","enum":["stop","length","refused","other"]},"segments":{"description":"The transcribed segments, with times in seconds.","type":"array","items":{"$ref":"#/$defs/segment"}},"media_type":{"description":"Of the file.","type":"string","maxLength":200,"examples":["audio/wav"]},"seconds":{"description":"Its length, if the provider reported it.","type":"number","minimum":0,"examples":[3.2]},"file":{"description":"The content, in a file beside this one, named by its SHA-256.","type":"string","pattern":"^[0-9a-f]{64}\\.[a-z0-9]{1,8}$","examples":["0b1d0a4c0c7a0f8e5b5a1d0c9f0d5f5be54d2b3a2a7a3cbb7f3b1f0c4a1d2e3f.wav"]}}},"usage":{"description":"What the provider counted.","type":"object","propertyNames":{"enum":["input_tokens","cached_input_tokens","cache_write_tokens","cache_write_hour_tokens","input_image_tokens","output_tokens","reasoning_tokens","output_audio_tokens","characters","seconds","images"]},"additionalProperties":{"description":"How many.","type":"number","minimum":0,"examples":[120]},"examples":[{"input_tokens":120,"output_tokens":40}]},"usd_micros":{"description":"What the call cost when it was recorded, in millionths of a US dollar. Absent: unknown.","type":"integer","minimum":0,"examples":[1200]}},"$defs":{"segment":{"description":"A part of what was heard, with its times in seconds.","type":"object","additionalProperties":false,"required":["start","end","text"],"properties":{"start":{"description":"Where it begins.","type":"number","examples":[0]},"end":{"description":"Where it ends.","type":"number","examples":[1.5]},"text":{"description":"What is said.","type":"string","examples":["Hello."]}}}},"examples":[{"version":1,"stage":"title","call":"draft","capability":"text","provider":"writer","type":"anthropic","model":"claude-sonnet-5-5","request":{"prompt":"Write a title."},"answer":{"text":"How rockets work","finish":"stop"},"usage":{"input_tokens":12,"output_tokens":5},"usd_micros":111}]});
