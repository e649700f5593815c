// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.
export const validateCheckpoint = validate13;
const func0 = Object.prototype.hasOwnProperty;
const func79 = (text) => { let length = 0; for (const _ of text) length++; return length; };
const pattern0 = new RegExp("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,63})*$", "u");
const pattern1 = new RegExp("^(?:[0-9a-z]{20})?$", "u");
const pattern2 = new RegExp("^(?:sha256:[0-9a-f]{64})?$", "u");
const pattern3 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$", "u");
const pattern8 = new RegExp("^[a-z][a-z0-9_]{0,63}$", "u");
const pattern11 = new RegExp("^sha256:[0-9a-f]{64}$", "u");

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.started_at === undefined) || (!(func0.call(data, "started_at")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "started_at"}});
errors++;
}
if((data.host === undefined) || (!(func0.call(data, "host")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"}});
errors++;
}
if((data.pid === undefined) || (!(func0.call(data, "pid")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pid"}});
errors++;
}
if((data.version === undefined) || (!(func0.call(data, "version")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}});
errors++;
}
if((data.done === undefined) || (!(func0.call(data, "done")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "done"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((((key0 === "started_at") || (key0 === "ended_at")) || (key0 === "duration_ms")) || (key0 === "host")) || (key0 === "pid")) || (key0 === "version")) || (key0 === "reason")) || (key0 === "done"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.started_at !== undefined && func0.call(data, "started_at")){
let data0 = data.started_at;
if(typeof data0 === "string"){
if(!pattern3.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/started_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/started_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.ended_at !== undefined && func0.call(data, "ended_at")){
let data1 = data.ended_at;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/ended_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/ended_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.duration_ms !== undefined && func0.call(data, "duration_ms")){
let data2 = data.duration_ms;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
(vErrors ??= []).push({instancePath:instancePath+"/duration_ms",schemaPath:"#/properties/duration_ms/type",keyword:"type",params:{type: "integer"}});
errors++;
}
}
if(data.host !== undefined && func0.call(data, "host")){
if(typeof data.host !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.pid !== undefined && func0.call(data, "pid")){
let data4 = data.pid;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
(vErrors ??= []).push({instancePath:instancePath+"/pid",schemaPath:"#/properties/pid/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/pid",schemaPath:"#/properties/pid/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.version !== undefined && func0.call(data, "version")){
if(typeof data.version !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.reason !== undefined && func0.call(data, "reason")){
if(typeof data.reason !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.done !== undefined && func0.call(data, "done")){
let data7 = data.done;
if(Array.isArray(data7)){
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
if(typeof data7[i0] !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/done/" + i0,schemaPath:"#/properties/done/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/done",schemaPath:"#/properties/done/type",keyword:"type",params:{type: "array"}});
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

const pattern41 = new RegExp("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", "u");

function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.value === undefined) || (!(func0.call(data, "value")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "value"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(key0 === "value")){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
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

const pattern13 = new RegExp("^runs/(?:(?![^/]*\\.run/)[A-Za-z0-9][^/]*/)*[A-Za-z0-9][^/]*\\.run/(?:(?!\\.{1,2}(?:/|$))[^/\\\\\\u0000-\\u001F\\u007F]+(?:/(?!$)|$))+$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
if((data.sha256 === undefined) || (!(func0.call(data, "sha256")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sha256"}});
errors++;
}
if((data.bytes === undefined) || (!(func0.call(data, "bytes")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "bytes"}});
errors++;
}
if((data.preview === undefined) || (!(func0.call(data, "preview")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "preview"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "file") || (key0 === "sha256")) || (key0 === "bytes")) || (key0 === "preview"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data0 = data.file;
if(typeof data0 === "string"){
if(!pattern13.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^runs/(?:(?![^/]*\\.run/)[A-Za-z0-9][^/]*/)*[A-Za-z0-9][^/]*\\.run/(?:(?!\\.{1,2}(?:/|$))[^/\\\\\\u0000-\\u001F\\u007F]+(?:/(?!$)|$))+$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.sha256 !== undefined && func0.call(data, "sha256")){
let data1 = data.sha256;
if(typeof data1 === "string"){
if(!pattern11.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/sha256",schemaPath:"#/$defs/sha256/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/sha256",schemaPath:"#/$defs/sha256/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.bytes !== undefined && func0.call(data, "bytes")){
let data2 = data.bytes;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
(vErrors ??= []).push({instancePath:instancePath+"/bytes",schemaPath:"#/properties/bytes/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/bytes",schemaPath:"#/properties/bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.preview !== undefined && func0.call(data, "preview")){
if(typeof data.preview !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/preview",schemaPath:"#/properties/preview/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}


function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.path === undefined) || (!(func0.call(data, "path")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"}});
errors++;
}
if((data.sha256 === undefined) || (!(func0.call(data, "sha256")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sha256"}});
errors++;
}
if((data.bytes === undefined) || (!(func0.call(data, "bytes")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "bytes"}});
errors++;
}
if((data.media_type === undefined) || (!(func0.call(data, "media_type")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "media_type"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "path") || (key0 === "sha256")) || (key0 === "bytes")) || (key0 === "media_type"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.path !== undefined && func0.call(data, "path")){
let data0 = data.path;
if(typeof data0 === "string"){
if(!pattern13.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/path",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^runs/(?:(?![^/]*\\.run/)[A-Za-z0-9][^/]*/)*[A-Za-z0-9][^/]*\\.run/(?:(?!\\.{1,2}(?:/|$))[^/\\\\\\u0000-\\u001F\\u007F]+(?:/(?!$)|$))+$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/path",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.sha256 !== undefined && func0.call(data, "sha256")){
let data1 = data.sha256;
if(typeof data1 === "string"){
if(!pattern11.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/sha256",schemaPath:"#/$defs/sha256/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/sha256",schemaPath:"#/$defs/sha256/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.bytes !== undefined && func0.call(data, "bytes")){
let data2 = data.bytes;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
(vErrors ??= []).push({instancePath:instancePath+"/bytes",schemaPath:"#/properties/bytes/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/bytes",schemaPath:"#/properties/bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.media_type !== undefined && func0.call(data, "media_type")){
if(typeof data.media_type !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/media_type",schemaPath:"#/properties/media_type/type",keyword:"type",params:{type: "string"}});
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

const pattern15 = new RegExp("^(?:(?!\\.{1,2}(?:/|$))[^/\\\\\\u0000-\\u001F\\u007F]+(?:/(?!$)|$))+$", "u");

function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.output === undefined) || (!(func0.call(data, "output")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "output"}});
errors++;
}
if((data.at === undefined) || (!(func0.call(data, "at")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"}});
errors++;
}
if((data.fingerprint === undefined) || (!(func0.call(data, "fingerprint")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fingerprint"}});
errors++;
}
if((data.depends === undefined) || (!(func0.call(data, "depends")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "depends"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((((key0 === "output") || (key0 === "artifacts")) || (key0 === "at")) || (key0 === "origin")) || (key0 === "from")) || (key0 === "replaced")) || (key0 === "fingerprint")) || (key0 === "depends"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.output !== undefined && func0.call(data, "output")){
let data0 = data.output;
const _errs3 = errors;
let valid1 = false;
const _errs4 = errors;
if(!(validate18(data0, {instancePath:instancePath+"/output",parentData:data,parentDataProperty:"output",rootData}))){
vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
errors = vErrors.length;
}
var _valid0 = _errs4 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs5 = errors;
if(!(validate20(data0, {instancePath:instancePath+"/output",parentData:data,parentDataProperty:"output",rootData}))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
var _valid0 = _errs5 === errors;
valid1 = valid1 || _valid0;
}
if(!valid1){
(vErrors ??= []).push({instancePath:instancePath+"/output",schemaPath:"#/properties/output/anyOf",keyword:"anyOf",params:{}});
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
}
if(data.artifacts !== undefined && func0.call(data, "artifacts")){
let data1 = data.artifacts;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 of Object.keys(data1)){
const _errs8 = errors;
if(typeof key1 === "string"){
if(!pattern15.test(key1)){
(vErrors ??= []).push({instancePath:instancePath+"/artifacts",schemaPath:"#/properties/artifacts/propertyNames/pattern",keyword:"pattern",params:{pattern: "^(?:(?!\\.{1,2}(?:/|$))[^/\\\\\\u0000-\\u001F\\u007F]+(?:/(?!$)|$))+$"},propertyName:key1});
errors++;
}
}
var valid2 = _errs8 === errors;
if(!valid2){
(vErrors ??= []).push({instancePath:instancePath+"/artifacts",schemaPath:"#/properties/artifacts/propertyNames",keyword:"propertyNames",params:{propertyName: key1}});
errors++;
}
}
for(const key2 of Object.keys(data1)){
if(!(validate22(data1[key2], {instancePath:instancePath+"/artifacts/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data1,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/artifacts",schemaPath:"#/properties/artifacts/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.at !== undefined && func0.call(data, "at")){
let data3 = data.at;
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.origin !== undefined && func0.call(data, "origin")){
let data4 = data.origin;
if(typeof data4 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/origin",schemaPath:"#/properties/origin/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data4 === "cached") || (data4 === "reused"))){
(vErrors ??= []).push({instancePath:instancePath+"/origin",schemaPath:"#/properties/origin/enum",keyword:"enum",params:{allowedValues: ["cached","reused"]}});
errors++;
}
}
if(data.from !== undefined && func0.call(data, "from")){
if(typeof data.from !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/from",schemaPath:"#/properties/from/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.replaced !== undefined && func0.call(data, "replaced")){
if(true !== data.replaced){
(vErrors ??= []).push({instancePath:instancePath+"/replaced",schemaPath:"#/properties/replaced/const",keyword:"const",params:{allowedValue: true}});
errors++;
}
}
if(data.fingerprint !== undefined && func0.call(data, "fingerprint")){
let data7 = data.fingerprint;
if(typeof data7 === "string"){
if(!pattern11.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/fingerprint",schemaPath:"#/$defs/sha256/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/fingerprint",schemaPath:"#/$defs/sha256/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.depends !== undefined && func0.call(data, "depends")){
let data8 = data.depends;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key3 of Object.keys(data8)){
if(typeof data8[key3] !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/depends/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/depends/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/depends",schemaPath:"#/$defs/depends/type",keyword:"type",params:{type: "object"}});
errors++;
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


function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.code === undefined) || (!(func0.call(data, "code")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "code"}});
errors++;
}
if((data.message === undefined) || (!(func0.call(data, "message")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "message"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((key0 === "code") || (key0 === "message")) || (key0 === "retry")) || (key0 === "exit_code")) || (key0 === "http_status")) || (key0 === "hint"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.code !== undefined && func0.call(data, "code")){
let data0 = data.code;
if(typeof data0 === "string"){
if(func79(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/code",schemaPath:"#/properties/code/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.message !== undefined && func0.call(data, "message")){
if(typeof data.message !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.retry !== undefined && func0.call(data, "retry")){
let data2 = data.retry;
if(typeof data2 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/retry",schemaPath:"#/properties/retry/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((data2 === "always") || (data2 === "never")) || (data2 === "policy"))){
(vErrors ??= []).push({instancePath:instancePath+"/retry",schemaPath:"#/properties/retry/enum",keyword:"enum",params:{allowedValues: ["always","never","policy"]}});
errors++;
}
}
if(data.exit_code !== undefined && func0.call(data, "exit_code")){
let data3 = data.exit_code;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
(vErrors ??= []).push({instancePath:instancePath+"/exit_code",schemaPath:"#/properties/exit_code/type",keyword:"type",params:{type: "integer"}});
errors++;
}
}
if(data.http_status !== undefined && func0.call(data, "http_status")){
let data4 = data.http_status;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
(vErrors ??= []).push({instancePath:instancePath+"/http_status",schemaPath:"#/properties/http_status/type",keyword:"type",params:{type: "integer"}});
errors++;
}
}
if(data.hint !== undefined && func0.call(data, "hint")){
if(typeof data.hint !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/hint",schemaPath:"#/properties/hint/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}


function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.usd_micros === undefined) || (!(func0.call(data, "usd_micros")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "usd_micros"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "usd_micros") || (key0 === "tokens"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.usd_micros !== undefined && func0.call(data, "usd_micros")){
let data0 = data.usd_micros;
if((!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) && (data0 !== null)){
(vErrors ??= []).push({instancePath:instancePath+"/usd_micros",schemaPath:"#/properties/usd_micros/type",keyword:"type",params:{type: ["integer","null"]}});
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/usd_micros",schemaPath:"#/properties/usd_micros/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.tokens !== undefined && func0.call(data, "tokens")){
let data1 = data.tokens;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/tokens",schemaPath:"#/properties/tokens/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/tokens",schemaPath:"#/properties/tokens/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}


function validate30(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.who === undefined) || (!(func0.call(data, "who")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "who"}});
errors++;
}
if((data.assurance === undefined) || (!(func0.call(data, "assurance")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "assurance"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "who") || (key0 === "assurance")) || (key0 === "commit"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.who !== undefined && func0.call(data, "who")){
if(typeof data.who !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/who",schemaPath:"#/properties/who/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.assurance !== undefined && func0.call(data, "assurance")){
let data1 = data.assurance;
if(typeof data1 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/assurance",schemaPath:"#/properties/assurance/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((data1 === "signed") || (data1 === "unsigned")) || (data1 === "unverified"))){
(vErrors ??= []).push({instancePath:instancePath+"/assurance",schemaPath:"#/properties/assurance/enum",keyword:"enum",params:{allowedValues: ["signed","unsigned","unverified"]}});
errors++;
}
}
if(data.commit !== undefined && func0.call(data, "commit")){
if(typeof data.commit !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/commit",schemaPath:"#/properties/commit/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate30.errors = vErrors;
return errors === 0;
}


function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
if((data.line === undefined) || (!(func0.call(data, "line")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "line"}});
errors++;
}
if((data.column === undefined) || (!(func0.call(data, "column")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "column"}});
errors++;
}
if((data.length === undefined) || (!(func0.call(data, "length")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "length"}});
errors++;
}
if((data.excerpt === undefined) || (!(func0.call(data, "excerpt")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "excerpt"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((key0 === "file") || (key0 === "line")) || (key0 === "column")) || (key0 === "length")) || (key0 === "excerpt")) || (key0 === "from"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
if(typeof data.file !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.line !== undefined && func0.call(data, "line")){
let data1 = data.line;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/line",schemaPath:"#/properties/line/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/line",schemaPath:"#/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.column !== undefined && func0.call(data, "column")){
let data2 = data.column;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
(vErrors ??= []).push({instancePath:instancePath+"/column",schemaPath:"#/properties/column/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/column",schemaPath:"#/properties/column/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.length !== undefined && func0.call(data, "length")){
let data3 = data.length;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
(vErrors ??= []).push({instancePath:instancePath+"/length",schemaPath:"#/properties/length/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/length",schemaPath:"#/properties/length/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.excerpt !== undefined && func0.call(data, "excerpt")){
if(typeof data.excerpt !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/excerpt",schemaPath:"#/properties/excerpt/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.from !== undefined && func0.call(data, "from")){
let data5 = data.from;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
(vErrors ??= []).push({instancePath:instancePath+"/from",schemaPath:"#/properties/from/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/from",schemaPath:"#/properties/from/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
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


function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(key0 === "file")){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
if(typeof data.file !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
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


function validate37(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.message === undefined) || (!(func0.call(data, "message")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "message"}});
errors++;
}
if((data.at === undefined) || (!(func0.call(data, "at")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "message") || (key0 === "at"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.message !== undefined && func0.call(data, "message")){
if(typeof data.message !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.at !== undefined && func0.call(data, "at")){
if(!(validate33(data.at, {instancePath:instancePath+"/at",parentData:data,parentDataProperty:"at",rootData}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate37.errors = vErrors;
return errors === 0;
}


function validate32(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.code === undefined) || (!(func0.call(data, "code")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "code"}});
errors++;
}
if((data.severity === undefined) || (!(func0.call(data, "severity")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "severity"}});
errors++;
}
if((data.message === undefined) || (!(func0.call(data, "message")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "message"}});
errors++;
}
if((data.at === undefined) || (!(func0.call(data, "at")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((key0 === "code") || (key0 === "severity")) || (key0 === "message")) || (key0 === "at")) || (key0 === "hint")) || (key0 === "related"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.code !== undefined && func0.call(data, "code")){
let data0 = data.code;
if(typeof data0 === "string"){
if(func79(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/code",schemaPath:"#/properties/code/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.severity !== undefined && func0.call(data, "severity")){
let data1 = data.severity;
if(typeof data1 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data1 === "error") || (data1 === "warning"))){
(vErrors ??= []).push({instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/enum",keyword:"enum",params:{allowedValues: ["error","warning"]}});
errors++;
}
}
if(data.message !== undefined && func0.call(data, "message")){
if(typeof data.message !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.at !== undefined && func0.call(data, "at")){
let data3 = data.at;
const _errs9 = errors;
let valid1 = false;
const _errs10 = errors;
if(!(validate33(data3, {instancePath:instancePath+"/at",parentData:data,parentDataProperty:"at",rootData}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
var _valid0 = _errs10 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs11 = errors;
if(!(validate35(data3, {instancePath:instancePath+"/at",parentData:data,parentDataProperty:"at",rootData}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
var _valid0 = _errs11 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs12 = errors;
if(data3 !== null){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/properties/at/anyOf/2/type",keyword:"type",params:{type: "null"}});
errors++;
}
var _valid0 = _errs12 === errors;
valid1 = valid1 || _valid0;
}
}
if(!valid1){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/properties/at/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs9;
if(vErrors !== null){
if(_errs9){
vErrors.length = _errs9;
}
else {
vErrors = null;
}
}
}
}
if(data.hint !== undefined && func0.call(data, "hint")){
if(typeof data.hint !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/hint",schemaPath:"#/properties/hint/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.related !== undefined && func0.call(data, "related")){
let data5 = data.related;
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
if(!(validate37(data5[i0], {instancePath:instancePath+"/related/" + i0,parentData:data5,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/related",schemaPath:"#/properties/related/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate32.errors = vErrors;
return errors === 0;
}


function validate41(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.answer === undefined) || (!(func0.call(data, "answer")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "answer"}});
errors++;
}
if((data.of === undefined) || (!(func0.call(data, "of")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "of"}});
errors++;
}
if((data.at === undefined) || (!(func0.call(data, "at")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "answer") || (key0 === "of")) || (key0 === "at"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.answer !== undefined && func0.call(data, "answer")){
let data0 = data.answer;
if(typeof data0 === "string"){
if(!pattern11.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/answer",schemaPath:"#/$defs/sha256/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/answer",schemaPath:"#/$defs/sha256/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.of !== undefined && func0.call(data, "of")){
let data1 = data.of;
if(typeof data1 === "string"){
if(!pattern11.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/of",schemaPath:"#/$defs/sha256/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/of",schemaPath:"#/$defs/sha256/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.at !== undefined && func0.call(data, "at")){
let data2 = data.at;
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate41.errors = vErrors;
return errors === 0;
}


function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.iteration === undefined) || (!(func0.call(data, "iteration")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "iteration"}});
errors++;
}
if((data.question === undefined) || (!(func0.call(data, "question")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "question"}});
errors++;
}
if((data.read === undefined) || (!(func0.call(data, "read")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "read"}});
errors++;
}
if((data.asked_at === undefined) || (!(func0.call(data, "asked_at")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "asked_at"}});
errors++;
}
if((data.subject === undefined) || (!(func0.call(data, "subject")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "subject"}});
errors++;
}
if((data.fingerprint === undefined) || (!(func0.call(data, "fingerprint")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fingerprint"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names0, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.iteration !== undefined && func0.call(data, "iteration")){
let data0 = data.iteration;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
(vErrors ??= []).push({instancePath:instancePath+"/iteration",schemaPath:"#/properties/iteration/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 1 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/iteration",schemaPath:"#/properties/iteration/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.generation !== undefined && func0.call(data, "generation")){
let data1 = data.generation;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/generation",schemaPath:"#/properties/generation/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/generation",schemaPath:"#/properties/generation/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.question !== undefined && func0.call(data, "question")){
if(typeof data.question !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/question",schemaPath:"#/properties/question/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.how !== undefined && func0.call(data, "how")){
if(typeof data.how !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/how",schemaPath:"#/properties/how/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.accepts !== undefined && func0.call(data, "accepts")){
let data4 = data.accepts;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/accepts/" + i0,schemaPath:"#/properties/accepts/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((((data5 === "approve") || (data5 === "changes")) || (data5 === "item_changes")) || (data5 === "reject"))){
(vErrors ??= []).push({instancePath:instancePath+"/accepts/" + i0,schemaPath:"#/properties/accepts/items/enum",keyword:"enum",params:{allowedValues: ["approve","changes","item_changes","reject"]}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/accepts",schemaPath:"#/properties/accepts/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.quorum !== undefined && func0.call(data, "quorum")){
let data6 = data.quorum;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
(vErrors ??= []).push({instancePath:instancePath+"/quorum",schemaPath:"#/properties/quorum/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 2 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/quorum",schemaPath:"#/properties/quorum/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2}});
errors++;
}
}
}
if(data.read !== undefined && func0.call(data, "read")){
let data7 = data.read;
if(typeof data7 === "string"){
if(!pattern13.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/read",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^runs/(?:(?![^/]*\\.run/)[A-Za-z0-9][^/]*/)*[A-Za-z0-9][^/]*\\.run/(?:(?!\\.{1,2}(?:/|$))[^/\\\\\\u0000-\\u001F\\u007F]+(?:/(?!$)|$))+$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/read",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.draft !== undefined && func0.call(data, "draft")){
let data8 = data.draft;
if(typeof data8 === "string"){
if(!pattern13.test(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/draft",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^runs/(?:(?![^/]*\\.run/)[A-Za-z0-9][^/]*/)*[A-Za-z0-9][^/]*\\.run/(?:(?!\\.{1,2}(?:/|$))[^/\\\\\\u0000-\\u001F\\u007F]+(?:/(?!$)|$))+$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/draft",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.asked_at !== undefined && func0.call(data, "asked_at")){
let data9 = data.asked_at;
if(typeof data9 === "string"){
if(!pattern3.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/asked_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/asked_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.subject !== undefined && func0.call(data, "subject")){
let data10 = data.subject;
if(typeof data10 === "string"){
if(!pattern11.test(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/subject",schemaPath:"#/$defs/sha256/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/subject",schemaPath:"#/$defs/sha256/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.decision !== undefined && func0.call(data, "decision")){
let data11 = data.decision;
if(typeof data11 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/decision",schemaPath:"#/properties/decision/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((((data11 === "approve") || (data11 === "changes")) || (data11 === "reject")) || (data11 === "superseded"))){
(vErrors ??= []).push({instancePath:instancePath+"/decision",schemaPath:"#/properties/decision/enum",keyword:"enum",params:{allowedValues: ["approve","changes","reject","superseded"]}});
errors++;
}
}
if(data.at !== undefined && func0.call(data, "at")){
let data12 = data.at;
if(typeof data12 === "string"){
if(!pattern3.test(data12)){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.by !== undefined && func0.call(data, "by")){
let data13 = data.by;
if(Array.isArray(data13)){
const len1 = data13.length;
for(let i1=0; i1<len1; i1++){
if(!(validate30(data13[i1], {instancePath:instancePath+"/by/" + i1,parentData:data13,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/by",schemaPath:"#/properties/by/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.feedback !== undefined && func0.call(data, "feedback")){
if(typeof data.feedback !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/feedback",schemaPath:"#/properties/feedback/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.items !== undefined && func0.call(data, "items")){
let data16 = data.items;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key1 of Object.keys(data16)){
if(typeof data16[key1] !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/items/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/items/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/items",schemaPath:"#/properties/items/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.edited !== undefined && func0.call(data, "edited")){
let data18 = data.edited;
if(typeof data18 === "string"){
if(!pattern11.test(data18)){
(vErrors ??= []).push({instancePath:instancePath+"/edited",schemaPath:"#/$defs/sha256/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/edited",schemaPath:"#/$defs/sha256/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.waived !== undefined && func0.call(data, "waived")){
if(true !== data.waived){
(vErrors ??= []).push({instancePath:instancePath+"/waived",schemaPath:"#/properties/waived/const",keyword:"const",params:{allowedValue: true}});
errors++;
}
}
if(data.remark !== undefined && func0.call(data, "remark")){
if(!(validate32(data.remark, {instancePath:instancePath+"/remark",parentData:data,parentDataProperty:"remark",rootData}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
if(data.reminders !== undefined && func0.call(data, "reminders")){
let data21 = data.reminders;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
(vErrors ??= []).push({instancePath:instancePath+"/reminders",schemaPath:"#/properties/reminders/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 < 1 || isNaN(data21)){
(vErrors ??= []).push({instancePath:instancePath+"/reminders",schemaPath:"#/properties/reminders/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.author !== undefined && func0.call(data, "author")){
if(typeof data.author !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/author",schemaPath:"#/properties/author/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.standing !== undefined && func0.call(data, "standing")){
let data23 = data.standing;
if(Array.isArray(data23)){
const len2 = data23.length;
for(let i2=0; i2<len2; i2++){
let data24 = data23[i2];
if(typeof data24 === "string"){
if(!pattern11.test(data24)){
(vErrors ??= []).push({instancePath:instancePath+"/standing/" + i2,schemaPath:"#/$defs/sha256/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/standing/" + i2,schemaPath:"#/$defs/sha256/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/standing",schemaPath:"#/properties/standing/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.given !== undefined && func0.call(data, "given")){
let data25 = data.given;
if(Array.isArray(data25)){
const len3 = data25.length;
for(let i3=0; i3<len3; i3++){
if(!(validate41(data25[i3], {instancePath:instancePath+"/given/" + i3,parentData:data25,parentDataProperty:i3,rootData}))){
vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/given",schemaPath:"#/properties/given/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.consumed !== undefined && func0.call(data, "consumed")){
let data27 = data.consumed;
if(Array.isArray(data27)){
const len4 = data27.length;
for(let i4=0; i4<len4; i4++){
let data28 = data27[i4];
if(typeof data28 === "string"){
if(!pattern11.test(data28)){
(vErrors ??= []).push({instancePath:instancePath+"/consumed/" + i4,schemaPath:"#/$defs/sha256/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/consumed/" + i4,schemaPath:"#/$defs/sha256/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/consumed",schemaPath:"#/properties/consumed/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.fingerprint !== undefined && func0.call(data, "fingerprint")){
let data29 = data.fingerprint;
if(typeof data29 === "string"){
if(!pattern11.test(data29)){
(vErrors ??= []).push({instancePath:instancePath+"/fingerprint",schemaPath:"#/$defs/sha256/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/fingerprint",schemaPath:"#/$defs/sha256/type",keyword:"type",params:{type: "string"}});
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


function validate45(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.gate === undefined) || (!(func0.call(data, "gate")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "gate"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "gate") || (key0 === "feedback"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.gate !== undefined && func0.call(data, "gate")){
if(typeof data.gate !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/gate",schemaPath:"#/properties/gate/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.feedback !== undefined && func0.call(data, "feedback")){
if(typeof data.feedback !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/feedback",schemaPath:"#/properties/feedback/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate45.errors = vErrors;
return errors === 0;
}

const pattern36 = new RegExp("^[a-z_]+$", "u");

function validate50(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.provider === undefined) || (!(func0.call(data, "provider")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "provider"}});
errors++;
}
if((data.model === undefined) || (!(func0.call(data, "model")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "model"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names1, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.n !== undefined && func0.call(data, "n")){
let data0 = data.n;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
(vErrors ??= []).push({instancePath:instancePath+"/n",schemaPath:"#/properties/n/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 1 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/n",schemaPath:"#/properties/n/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.capability !== undefined && func0.call(data, "capability")){
let data1 = data.capability;
if(typeof data1 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/capability",schemaPath:"#/properties/capability/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((((data1 === "text") || (data1 === "speech")) || (data1 === "image")) || (data1 === "video")) || (data1 === "transcription"))){
(vErrors ??= []).push({instancePath:instancePath+"/capability",schemaPath:"#/properties/capability/enum",keyword:"enum",params:{allowedValues: ["text","speech","image","video","transcription"]}});
errors++;
}
}
if(data.provider !== undefined && func0.call(data, "provider")){
let data2 = data.provider;
if(typeof data2 === "string"){
if(func79(data2) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.type !== undefined && func0.call(data, "type")){
if(typeof data.type !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.model !== undefined && func0.call(data, "model")){
if(typeof data.model !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.at !== undefined && func0.call(data, "at")){
let data5 = data.at;
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.duration_ms !== undefined && func0.call(data, "duration_ms")){
let data6 = data.duration_ms;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
(vErrors ??= []).push({instancePath:instancePath+"/duration_ms",schemaPath:"#/properties/duration_ms/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/duration_ms",schemaPath:"#/properties/duration_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.usd_micros !== undefined && func0.call(data, "usd_micros")){
let data7 = data.usd_micros;
if((!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))) && (data7 !== null)){
(vErrors ??= []).push({instancePath:instancePath+"/usd_micros",schemaPath:"#/properties/usd_micros/type",keyword:"type",params:{type: ["integer","null"]}});
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/usd_micros",schemaPath:"#/properties/usd_micros/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.source !== undefined && func0.call(data, "source")){
let data8 = data.source;
if(typeof data8 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((((data8 === "provider") || (data8 === "computed")) || (data8 === "estimated")) || (data8 === "unknown"))){
(vErrors ??= []).push({instancePath:instancePath+"/source",schemaPath:"#/properties/source/enum",keyword:"enum",params:{allowedValues: ["provider","computed","estimated","unknown"]}});
errors++;
}
}
if(data.usage !== undefined && func0.call(data, "usage")){
let data9 = data.usage;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key1 of Object.keys(data9)){
const _errs23 = errors;
if(typeof key1 === "string"){
if(!pattern36.test(key1)){
(vErrors ??= []).push({instancePath:instancePath+"/usage",schemaPath:"#/properties/usage/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z_]+$"},propertyName:key1});
errors++;
}
}
var valid2 = _errs23 === errors;
if(!valid2){
(vErrors ??= []).push({instancePath:instancePath+"/usage",schemaPath:"#/properties/usage/propertyNames",keyword:"propertyNames",params:{propertyName: key1}});
errors++;
}
}
for(const key2 of Object.keys(data9)){
let data10 = data9[key2];
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/usage/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/usage/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/usage/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/usage/additionalProperties/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/usage",schemaPath:"#/properties/usage/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.prices !== undefined && func0.call(data, "prices")){
if(typeof data.prices !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/prices",schemaPath:"#/properties/prices/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.error !== undefined && func0.call(data, "error")){
if(typeof data.error !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/error",schemaPath:"#/properties/error/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.at_most_usd_micros !== undefined && func0.call(data, "at_most_usd_micros")){
let data13 = data.at_most_usd_micros;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
(vErrors ??= []).push({instancePath:instancePath+"/at_most_usd_micros",schemaPath:"#/properties/at_most_usd_micros/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
(vErrors ??= []).push({instancePath:instancePath+"/at_most_usd_micros",schemaPath:"#/properties/at_most_usd_micros/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.reserved_usd_micros !== undefined && func0.call(data, "reserved_usd_micros")){
let data14 = data.reserved_usd_micros;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
(vErrors ??= []).push({instancePath:instancePath+"/reserved_usd_micros",schemaPath:"#/properties/reserved_usd_micros/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
(vErrors ??= []).push({instancePath:instancePath+"/reserved_usd_micros",schemaPath:"#/properties/reserved_usd_micros/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
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


function validate47(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.n === undefined) || (!(func0.call(data, "n")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "n"}});
errors++;
}
if((data.started_at === undefined) || (!(func0.call(data, "started_at")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "started_at"}});
errors++;
}
if((data.outcome === undefined) || (!(func0.call(data, "outcome")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "outcome"}});
errors++;
}
if((data.effect_key === undefined) || (!(func0.call(data, "effect_key")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "effect_key"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names2, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.n !== undefined && func0.call(data, "n")){
let data0 = data.n;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
(vErrors ??= []).push({instancePath:instancePath+"/n",schemaPath:"#/properties/n/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 1 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/n",schemaPath:"#/properties/n/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.generation !== undefined && func0.call(data, "generation")){
let data1 = data.generation;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/generation",schemaPath:"#/properties/generation/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/generation",schemaPath:"#/properties/generation/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.started_at !== undefined && func0.call(data, "started_at")){
let data2 = data.started_at;
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/started_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/started_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.ended_at !== undefined && func0.call(data, "ended_at")){
let data3 = data.ended_at;
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/ended_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/ended_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.duration_ms !== undefined && func0.call(data, "duration_ms")){
let data4 = data.duration_ms;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
(vErrors ??= []).push({instancePath:instancePath+"/duration_ms",schemaPath:"#/properties/duration_ms/type",keyword:"type",params:{type: "integer"}});
errors++;
}
}
if(data.outcome !== undefined && func0.call(data, "outcome")){
let data5 = data.outcome;
if(typeof data5 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((((((data5 === "running") || (data5 === "success")) || (data5 === "failure")) || (data5 === "timeout")) || (data5 === "cancellation")) || (data5 === "lost"))){
(vErrors ??= []).push({instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/enum",keyword:"enum",params:{allowedValues: ["running","success","failure","timeout","cancellation","lost"]}});
errors++;
}
}
if(data.error !== undefined && func0.call(data, "error")){
if(!(validate25(data.error, {instancePath:instancePath+"/error",parentData:data,parentDataProperty:"error",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data.reason !== undefined && func0.call(data, "reason")){
if(typeof data.reason !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.retry_at !== undefined && func0.call(data, "retry_at")){
let data8 = data.retry_at;
if(typeof data8 === "string"){
if(!pattern3.test(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/retry_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/retry_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.cost !== undefined && func0.call(data, "cost")){
if(!(validate27(data.cost, {instancePath:instancePath+"/cost",parentData:data,parentDataProperty:"cost",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.calls !== undefined && func0.call(data, "calls")){
let data10 = data.calls;
if(Array.isArray(data10)){
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
if(!(validate50(data10[i0], {instancePath:instancePath+"/calls/" + i0,parentData:data10,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/calls",schemaPath:"#/properties/calls/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.external_id !== undefined && func0.call(data, "external_id")){
if(typeof data.external_id !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/external_id",schemaPath:"#/properties/external_id/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.effect_key !== undefined && func0.call(data, "effect_key")){
let data13 = data.effect_key;
if(typeof data13 === "string"){
if(func79(data13) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/effect_key",schemaPath:"#/properties/effect_key/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/effect_key",schemaPath:"#/properties/effect_key/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.log !== undefined && func0.call(data, "log")){
let data14 = data.log;
if(typeof data14 === "string"){
if(!pattern13.test(data14)){
(vErrors ??= []).push({instancePath:instancePath+"/log",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^runs/(?:(?![^/]*\\.run/)[A-Za-z0-9][^/]*/)*[A-Za-z0-9][^/]*\\.run/(?:(?!\\.{1,2}(?:/|$))[^/\\\\\\u0000-\\u001F\\u007F]+(?:/(?!$)|$))+$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/log",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate47.errors = vErrors;
return errors === 0;
}

const wrapper0 = {validate: validate16};

function validate54(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.status === undefined) || (!(func0.call(data, "status")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "status"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names3, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.status !== undefined && func0.call(data, "status")){
let data0 = data.status;
if(typeof data0 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((((((((data0 === "pending") || (data0 === "running")) || (data0 === "backoff")) || (data0 === "awaiting_approval")) || (data0 === "completed")) || (data0 === "skipped")) || (data0 === "failed")) || (data0 === "rejected")) || (data0 === "cancelled"))){
(vErrors ??= []).push({instancePath:instancePath+"/status",schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues: ["pending","running","backoff","awaiting_approval","completed","skipped","failed","rejected","cancelled"]}});
errors++;
}
}
if(data.round !== undefined && func0.call(data, "round")){
let data1 = data.round;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/round",schemaPath:"#/properties/round/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/round",schemaPath:"#/properties/round/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.started_at !== undefined && func0.call(data, "started_at")){
let data2 = data.started_at;
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/started_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/started_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.ended_at !== undefined && func0.call(data, "ended_at")){
let data3 = data.ended_at;
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/ended_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/ended_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.duration_ms !== undefined && func0.call(data, "duration_ms")){
let data4 = data.duration_ms;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
(vErrors ??= []).push({instancePath:instancePath+"/duration_ms",schemaPath:"#/properties/duration_ms/type",keyword:"type",params:{type: "integer"}});
errors++;
}
}
if(data.prepared !== undefined && func0.call(data, "prepared")){
let data5 = data.prepared;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if((data5.fingerprint === undefined) || (!(func0.call(data5, "fingerprint")))){
(vErrors ??= []).push({instancePath:instancePath+"/prepared",schemaPath:"#/properties/prepared/required",keyword:"required",params:{missingProperty: "fingerprint"}});
errors++;
}
if((data5.depends === undefined) || (!(func0.call(data5, "depends")))){
(vErrors ??= []).push({instancePath:instancePath+"/prepared",schemaPath:"#/properties/prepared/required",keyword:"required",params:{missingProperty: "depends"}});
errors++;
}
for(const key1 of Object.keys(data5)){
if(!((key1 === "fingerprint") || (key1 === "depends"))){
(vErrors ??= []).push({instancePath:instancePath+"/prepared",schemaPath:"#/properties/prepared/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}});
errors++;
}
}
if(data5.fingerprint !== undefined && func0.call(data5, "fingerprint")){
let data6 = data5.fingerprint;
if(typeof data6 === "string"){
if(!pattern11.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/prepared/fingerprint",schemaPath:"#/$defs/sha256/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prepared/fingerprint",schemaPath:"#/$defs/sha256/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data5.depends !== undefined && func0.call(data5, "depends")){
let data7 = data5.depends;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key2 of Object.keys(data7)){
if(typeof data7[key2] !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/prepared/depends/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/depends/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prepared/depends",schemaPath:"#/$defs/depends/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prepared",schemaPath:"#/properties/prepared/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.retry_at !== undefined && func0.call(data, "retry_at")){
let data9 = data.retry_at;
if(typeof data9 === "string"){
if(!pattern3.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/retry_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/retry_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.progress !== undefined && func0.call(data, "progress")){
let data10 = data.progress;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if((data10.done === undefined) || (!(func0.call(data10, "done")))){
(vErrors ??= []).push({instancePath:instancePath+"/progress",schemaPath:"#/properties/progress/required",keyword:"required",params:{missingProperty: "done"}});
errors++;
}
for(const key3 of Object.keys(data10)){
if(!(((key3 === "done") || (key3 === "total")) || (key3 === "label"))){
(vErrors ??= []).push({instancePath:instancePath+"/progress",schemaPath:"#/properties/progress/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}});
errors++;
}
}
if(data10.done !== undefined && func0.call(data10, "done")){
let data11 = data10.done;
if(!((typeof data11 == "number") && (isFinite(data11)))){
(vErrors ??= []).push({instancePath:instancePath+"/progress/done",schemaPath:"#/properties/progress/properties/done/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.total !== undefined && func0.call(data10, "total")){
let data12 = data10.total;
if(!((typeof data12 == "number") && (isFinite(data12)))){
(vErrors ??= []).push({instancePath:instancePath+"/progress/total",schemaPath:"#/properties/progress/properties/total/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.label !== undefined && func0.call(data10, "label")){
if(typeof data10.label !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/progress/label",schemaPath:"#/properties/progress/properties/label/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/progress",schemaPath:"#/properties/progress/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.result !== undefined && func0.call(data, "result")){
if(!(validate17(data.result, {instancePath:instancePath+"/result",parentData:data,parentDataProperty:"result",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.error !== undefined && func0.call(data, "error")){
if(!(validate25(data.error, {instancePath:instancePath+"/error",parentData:data,parentDataProperty:"error",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data.cost !== undefined && func0.call(data, "cost")){
if(!(validate27(data.cost, {instancePath:instancePath+"/cost",parentData:data,parentDataProperty:"cost",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.approval !== undefined && func0.call(data, "approval")){
if(!(validate29(data.approval, {instancePath:instancePath+"/approval",parentData:data,parentDataProperty:"approval",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
if(data.earlier_approvals !== undefined && func0.call(data, "earlier_approvals")){
let data18 = data.earlier_approvals;
if(Array.isArray(data18)){
const len0 = data18.length;
for(let i0=0; i0<len0; i0++){
if(!(validate29(data18[i0], {instancePath:instancePath+"/earlier_approvals/" + i0,parentData:data18,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/earlier_approvals",schemaPath:"#/properties/earlier_approvals/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.rejected !== undefined && func0.call(data, "rejected")){
if(!(validate45(data.rejected, {instancePath:instancePath+"/rejected",parentData:data,parentDataProperty:"rejected",rootData}))){
vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
errors = vErrors.length;
}
}
if(data.attempts !== undefined && func0.call(data, "attempts")){
let data21 = data.attempts;
if(Array.isArray(data21)){
const len1 = data21.length;
for(let i1=0; i1<len1; i1++){
if(!(validate47(data21[i1], {instancePath:instancePath+"/attempts/" + i1,parentData:data21,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.earlier !== undefined && func0.call(data, "earlier")){
let data23 = data.earlier;
if(Array.isArray(data23)){
const len2 = data23.length;
for(let i2=0; i2<len2; i2++){
if(!(validate17(data23[i2], {instancePath:instancePath+"/earlier/" + i2,parentData:data23,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/earlier",schemaPath:"#/properties/earlier/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.inputs !== undefined && func0.call(data, "inputs")){
let data25 = data.inputs;
if(!(data25 && typeof data25 == "object" && !Array.isArray(data25))){
(vErrors ??= []).push({instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.context !== undefined && func0.call(data, "context")){
let data26 = data.context;
if(!(data26 && typeof data26 == "object" && !Array.isArray(data26))){
(vErrors ??= []).push({instancePath:instancePath+"/context",schemaPath:"#/properties/context/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.context_files !== undefined && func0.call(data, "context_files")){
let data27 = data.context_files;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
for(const key4 of Object.keys(data27)){
if(typeof data27[key4] !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/context_files/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/context_files/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/context_files",schemaPath:"#/properties/context_files/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.stages !== undefined && func0.call(data, "stages")){
let data29 = data.stages;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
for(const key5 of Object.keys(data29)){
const _errs63 = errors;
if(typeof key5 === "string"){
if(!pattern8.test(key5)){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]{0,63}$"},propertyName:key5});
errors++;
}
}
var valid16 = _errs63 === errors;
if(!valid16){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/propertyNames",keyword:"propertyNames",params:{propertyName: key5}});
errors++;
}
}
for(const key6 of Object.keys(data29)){
if(!(wrapper0.validate(data29[key6], {instancePath:instancePath+"/stages/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data29,parentDataProperty:key6,rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.earlier_stages !== undefined && func0.call(data, "earlier_stages")){
let data31 = data.earlier_stages;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
for(const key7 of Object.keys(data31)){
const _errs68 = errors;
if(typeof key7 === "string"){
if(!pattern8.test(key7)){
(vErrors ??= []).push({instancePath:instancePath+"/earlier_stages",schemaPath:"#/properties/earlier_stages/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]{0,63}$"},propertyName:key7});
errors++;
}
}
var valid18 = _errs68 === errors;
if(!valid18){
(vErrors ??= []).push({instancePath:instancePath+"/earlier_stages",schemaPath:"#/properties/earlier_stages/propertyNames",keyword:"propertyNames",params:{propertyName: key7}});
errors++;
}
}
for(const key8 of Object.keys(data31)){
if(!(wrapper0.validate(data31[key8], {instancePath:instancePath+"/earlier_stages/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data31,parentDataProperty:key8,rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/earlier_stages",schemaPath:"#/properties/earlier_stages/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate54.errors = vErrors;
return errors === 0;
}


function validate64(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.$file === undefined) || (!(func0.call(data, "$file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "$file"}});
errors++;
}
if((data.sha256 === undefined) || (!(func0.call(data, "sha256")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sha256"}});
errors++;
}
if((data.count === undefined) || (!(func0.call(data, "count")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "count"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "$file") || (key0 === "sha256")) || (key0 === "count"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.$file !== undefined && func0.call(data, "$file")){
let data0 = data.$file;
if(typeof data0 === "string"){
if(!pattern13.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/$file",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^runs/(?:(?![^/]*\\.run/)[A-Za-z0-9][^/]*/)*[A-Za-z0-9][^/]*\\.run/(?:(?!\\.{1,2}(?:/|$))[^/\\\\\\u0000-\\u001F\\u007F]+(?:/(?!$)|$))+$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/$file",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.sha256 !== undefined && func0.call(data, "sha256")){
let data1 = data.sha256;
if(typeof data1 === "string"){
if(!pattern11.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/sha256",schemaPath:"#/$defs/sha256/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/sha256",schemaPath:"#/$defs/sha256/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.count !== undefined && func0.call(data, "count")){
let data2 = data.count;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
(vErrors ??= []).push({instancePath:instancePath+"/count",schemaPath:"#/properties/count/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/count",schemaPath:"#/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate64.errors = vErrors;
return errors === 0;
}


function validate16(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.status === undefined) || (!(func0.call(data, "status")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "status"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names4, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.status !== undefined && func0.call(data, "status")){
let data0 = data.status;
if(typeof data0 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((((((((data0 === "pending") || (data0 === "running")) || (data0 === "backoff")) || (data0 === "awaiting_approval")) || (data0 === "completed")) || (data0 === "skipped")) || (data0 === "failed")) || (data0 === "rejected")) || (data0 === "cancelled"))){
(vErrors ??= []).push({instancePath:instancePath+"/status",schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues: ["pending","running","backoff","awaiting_approval","completed","skipped","failed","rejected","cancelled"]}});
errors++;
}
}
if(data.round !== undefined && func0.call(data, "round")){
let data1 = data.round;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/round",schemaPath:"#/properties/round/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/round",schemaPath:"#/properties/round/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.started_at !== undefined && func0.call(data, "started_at")){
let data2 = data.started_at;
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/started_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/started_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.ended_at !== undefined && func0.call(data, "ended_at")){
let data3 = data.ended_at;
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/ended_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/ended_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.duration_ms !== undefined && func0.call(data, "duration_ms")){
let data4 = data.duration_ms;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
(vErrors ??= []).push({instancePath:instancePath+"/duration_ms",schemaPath:"#/properties/duration_ms/type",keyword:"type",params:{type: "integer"}});
errors++;
}
}
if(data.prepared !== undefined && func0.call(data, "prepared")){
let data5 = data.prepared;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if((data5.fingerprint === undefined) || (!(func0.call(data5, "fingerprint")))){
(vErrors ??= []).push({instancePath:instancePath+"/prepared",schemaPath:"#/properties/prepared/required",keyword:"required",params:{missingProperty: "fingerprint"}});
errors++;
}
if((data5.depends === undefined) || (!(func0.call(data5, "depends")))){
(vErrors ??= []).push({instancePath:instancePath+"/prepared",schemaPath:"#/properties/prepared/required",keyword:"required",params:{missingProperty: "depends"}});
errors++;
}
for(const key1 of Object.keys(data5)){
if(!((key1 === "fingerprint") || (key1 === "depends"))){
(vErrors ??= []).push({instancePath:instancePath+"/prepared",schemaPath:"#/properties/prepared/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}});
errors++;
}
}
if(data5.fingerprint !== undefined && func0.call(data5, "fingerprint")){
let data6 = data5.fingerprint;
if(typeof data6 === "string"){
if(!pattern11.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/prepared/fingerprint",schemaPath:"#/$defs/sha256/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prepared/fingerprint",schemaPath:"#/$defs/sha256/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data5.depends !== undefined && func0.call(data5, "depends")){
let data7 = data5.depends;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key2 of Object.keys(data7)){
if(typeof data7[key2] !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/prepared/depends/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/depends/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prepared/depends",schemaPath:"#/$defs/depends/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prepared",schemaPath:"#/properties/prepared/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.retry_at !== undefined && func0.call(data, "retry_at")){
let data9 = data.retry_at;
if(typeof data9 === "string"){
if(!pattern3.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/retry_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/retry_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.progress !== undefined && func0.call(data, "progress")){
let data10 = data.progress;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if((data10.done === undefined) || (!(func0.call(data10, "done")))){
(vErrors ??= []).push({instancePath:instancePath+"/progress",schemaPath:"#/properties/progress/required",keyword:"required",params:{missingProperty: "done"}});
errors++;
}
for(const key3 of Object.keys(data10)){
if(!(((key3 === "done") || (key3 === "total")) || (key3 === "label"))){
(vErrors ??= []).push({instancePath:instancePath+"/progress",schemaPath:"#/properties/progress/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}});
errors++;
}
}
if(data10.done !== undefined && func0.call(data10, "done")){
let data11 = data10.done;
if(!((typeof data11 == "number") && (isFinite(data11)))){
(vErrors ??= []).push({instancePath:instancePath+"/progress/done",schemaPath:"#/properties/progress/properties/done/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.total !== undefined && func0.call(data10, "total")){
let data12 = data10.total;
if(!((typeof data12 == "number") && (isFinite(data12)))){
(vErrors ??= []).push({instancePath:instancePath+"/progress/total",schemaPath:"#/properties/progress/properties/total/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.label !== undefined && func0.call(data10, "label")){
if(typeof data10.label !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/progress/label",schemaPath:"#/properties/progress/properties/label/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/progress",schemaPath:"#/properties/progress/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.result !== undefined && func0.call(data, "result")){
if(!(validate17(data.result, {instancePath:instancePath+"/result",parentData:data,parentDataProperty:"result",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.error !== undefined && func0.call(data, "error")){
if(!(validate25(data.error, {instancePath:instancePath+"/error",parentData:data,parentDataProperty:"error",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data.cost !== undefined && func0.call(data, "cost")){
if(!(validate27(data.cost, {instancePath:instancePath+"/cost",parentData:data,parentDataProperty:"cost",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.approval !== undefined && func0.call(data, "approval")){
if(!(validate29(data.approval, {instancePath:instancePath+"/approval",parentData:data,parentDataProperty:"approval",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
if(data.earlier_approvals !== undefined && func0.call(data, "earlier_approvals")){
let data18 = data.earlier_approvals;
if(Array.isArray(data18)){
const len0 = data18.length;
for(let i0=0; i0<len0; i0++){
if(!(validate29(data18[i0], {instancePath:instancePath+"/earlier_approvals/" + i0,parentData:data18,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/earlier_approvals",schemaPath:"#/properties/earlier_approvals/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.rejected !== undefined && func0.call(data, "rejected")){
if(!(validate45(data.rejected, {instancePath:instancePath+"/rejected",parentData:data,parentDataProperty:"rejected",rootData}))){
vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
errors = vErrors.length;
}
}
if(data.attempts !== undefined && func0.call(data, "attempts")){
let data21 = data.attempts;
if(Array.isArray(data21)){
const len1 = data21.length;
for(let i1=0; i1<len1; i1++){
if(!(validate47(data21[i1], {instancePath:instancePath+"/attempts/" + i1,parentData:data21,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.earlier !== undefined && func0.call(data, "earlier")){
let data23 = data.earlier;
if(Array.isArray(data23)){
const len2 = data23.length;
for(let i2=0; i2<len2; i2++){
if(!(validate17(data23[i2], {instancePath:instancePath+"/earlier/" + i2,parentData:data23,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/earlier",schemaPath:"#/properties/earlier/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.inputs !== undefined && func0.call(data, "inputs")){
let data25 = data.inputs;
if(!(data25 && typeof data25 == "object" && !Array.isArray(data25))){
(vErrors ??= []).push({instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.context !== undefined && func0.call(data, "context")){
let data26 = data.context;
if(!(data26 && typeof data26 == "object" && !Array.isArray(data26))){
(vErrors ??= []).push({instancePath:instancePath+"/context",schemaPath:"#/properties/context/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.context_files !== undefined && func0.call(data, "context_files")){
let data27 = data.context_files;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
for(const key4 of Object.keys(data27)){
if(typeof data27[key4] !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/context_files/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/context_files/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/context_files",schemaPath:"#/properties/context_files/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.stages !== undefined && func0.call(data, "stages")){
let data29 = data.stages;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
for(const key5 of Object.keys(data29)){
const _errs63 = errors;
if(typeof key5 === "string"){
if(!pattern8.test(key5)){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]{0,63}$"},propertyName:key5});
errors++;
}
}
var valid16 = _errs63 === errors;
if(!valid16){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/propertyNames",keyword:"propertyNames",params:{propertyName: key5}});
errors++;
}
}
for(const key6 of Object.keys(data29)){
if(!(wrapper0.validate(data29[key6], {instancePath:instancePath+"/stages/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data29,parentDataProperty:key6,rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.earlier_stages !== undefined && func0.call(data, "earlier_stages")){
let data31 = data.earlier_stages;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
for(const key7 of Object.keys(data31)){
const _errs68 = errors;
if(typeof key7 === "string"){
if(!pattern8.test(key7)){
(vErrors ??= []).push({instancePath:instancePath+"/earlier_stages",schemaPath:"#/properties/earlier_stages/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]{0,63}$"},propertyName:key7});
errors++;
}
}
var valid18 = _errs68 === errors;
if(!valid18){
(vErrors ??= []).push({instancePath:instancePath+"/earlier_stages",schemaPath:"#/properties/earlier_stages/propertyNames",keyword:"propertyNames",params:{propertyName: key7}});
errors++;
}
}
for(const key8 of Object.keys(data31)){
if(!(wrapper0.validate(data31[key8], {instancePath:instancePath+"/earlier_stages/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data31,parentDataProperty:key8,rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/earlier_stages",schemaPath:"#/properties/earlier_stages/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.expanded_at !== undefined && func0.call(data, "expanded_at")){
let data33 = data.expanded_at;
if(typeof data33 === "string"){
if(!pattern3.test(data33)){
(vErrors ??= []).push({instancePath:instancePath+"/expanded_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/expanded_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.skipped !== undefined && func0.call(data, "skipped")){
let data34 = data.skipped;
if(typeof data34 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/skipped",schemaPath:"#/properties/skipped/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((((data34 === "when") || (data34 === "manifest")) || (data34 === "null-foreach")) || (data34 === "no-subject"))){
(vErrors ??= []).push({instancePath:instancePath+"/skipped",schemaPath:"#/properties/skipped/enum",keyword:"enum",params:{allowedValues: ["when","manifest","null-foreach","no-subject"]}});
errors++;
}
}
if(data.on_error !== undefined && func0.call(data, "on_error")){
let data35 = data.on_error;
if(typeof data35 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/on_error",schemaPath:"#/properties/on_error/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(data35 === "continue")){
(vErrors ??= []).push({instancePath:instancePath+"/on_error",schemaPath:"#/properties/on_error/enum",keyword:"enum",params:{allowedValues: ["continue"]}});
errors++;
}
}
if(data.blocked_by !== undefined && func0.call(data, "blocked_by")){
let data36 = data.blocked_by;
if(Array.isArray(data36)){
const len3 = data36.length;
for(let i3=0; i3<len3; i3++){
if(typeof data36[i3] !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/blocked_by/" + i3,schemaPath:"#/properties/blocked_by/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/blocked_by",schemaPath:"#/properties/blocked_by/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.items !== undefined && func0.call(data, "items")){
let data38 = data.items;
const _errs83 = errors;
let valid23 = false;
const _errs84 = errors;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key9 of Object.keys(data38)){
const _errs86 = errors;
if(typeof key9 === "string"){
if(!pattern41.test(key9)){
(vErrors ??= []).push({instancePath:instancePath+"/items",schemaPath:"#/properties/items/anyOf/0/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},propertyName:key9});
errors++;
}
}
var valid24 = _errs86 === errors;
if(!valid24){
(vErrors ??= []).push({instancePath:instancePath+"/items",schemaPath:"#/properties/items/anyOf/0/propertyNames",keyword:"propertyNames",params:{propertyName: key9}});
errors++;
}
}
for(const key10 of Object.keys(data38)){
if(!(validate54(data38[key10], {instancePath:instancePath+"/items/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data38,parentDataProperty:key10,rootData}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/items",schemaPath:"#/properties/items/anyOf/0/type",keyword:"type",params:{type: "object"}});
errors++;
}
var _valid0 = _errs84 === errors;
valid23 = valid23 || _valid0;
if(!valid23){
const _errs89 = errors;
if(!(validate64(data38, {instancePath:instancePath+"/items",parentData:data,parentDataProperty:"items",rootData}))){
vErrors = vErrors === null ? validate64.errors : vErrors.concat(validate64.errors);
errors = vErrors.length;
}
var _valid0 = _errs89 === errors;
valid23 = valid23 || _valid0;
}
if(!valid23){
(vErrors ??= []).push({instancePath:instancePath+"/items",schemaPath:"#/properties/items/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs83;
if(vErrors !== null){
if(_errs83){
vErrors.length = _errs83;
}
else {
vErrors = null;
}
}
}
}
if(data.items_order !== undefined && func0.call(data, "items_order")){
let data40 = data.items_order;
if(Array.isArray(data40)){
const len4 = data40.length;
for(let i4=0; i4<len4; i4++){
let data41 = data40[i4];
if(typeof data41 === "string"){
if(!pattern41.test(data41)){
(vErrors ??= []).push({instancePath:instancePath+"/items_order/" + i4,schemaPath:"#/properties/items_order/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/items_order/" + i4,schemaPath:"#/properties/items_order/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/items_order",schemaPath:"#/properties/items_order/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.earlier_items !== undefined && func0.call(data, "earlier_items")){
let data42 = data.earlier_items;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
for(const key11 of Object.keys(data42)){
const _errs96 = errors;
if(typeof key11 === "string"){
if(!pattern41.test(key11)){
(vErrors ??= []).push({instancePath:instancePath+"/earlier_items",schemaPath:"#/properties/earlier_items/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},propertyName:key11});
errors++;
}
}
var valid28 = _errs96 === errors;
if(!valid28){
(vErrors ??= []).push({instancePath:instancePath+"/earlier_items",schemaPath:"#/properties/earlier_items/propertyNames",keyword:"propertyNames",params:{propertyName: key11}});
errors++;
}
}
for(const key12 of Object.keys(data42)){
if(!(validate54(data42[key12], {instancePath:instancePath+"/earlier_items/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data42,parentDataProperty:key12,rootData}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/earlier_items",schemaPath:"#/properties/earlier_items/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.items_progress !== undefined && func0.call(data, "items_progress")){
let data44 = data.items_progress;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
if((data44.completed === undefined) || (!(func0.call(data44, "completed")))){
(vErrors ??= []).push({instancePath:instancePath+"/items_progress",schemaPath:"#/properties/items_progress/required",keyword:"required",params:{missingProperty: "completed"}});
errors++;
}
if((data44.failed === undefined) || (!(func0.call(data44, "failed")))){
(vErrors ??= []).push({instancePath:instancePath+"/items_progress",schemaPath:"#/properties/items_progress/required",keyword:"required",params:{missingProperty: "failed"}});
errors++;
}
if((data44.total === undefined) || (!(func0.call(data44, "total")))){
(vErrors ??= []).push({instancePath:instancePath+"/items_progress",schemaPath:"#/properties/items_progress/required",keyword:"required",params:{missingProperty: "total"}});
errors++;
}
for(const key13 of Object.keys(data44)){
if(!(((key13 === "completed") || (key13 === "failed")) || (key13 === "total"))){
(vErrors ??= []).push({instancePath:instancePath+"/items_progress",schemaPath:"#/properties/items_progress/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13}});
errors++;
}
}
if(data44.completed !== undefined && func0.call(data44, "completed")){
let data45 = data44.completed;
if(!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))){
(vErrors ??= []).push({instancePath:instancePath+"/items_progress/completed",schemaPath:"#/properties/items_progress/properties/completed/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 < 0 || isNaN(data45)){
(vErrors ??= []).push({instancePath:instancePath+"/items_progress/completed",schemaPath:"#/properties/items_progress/properties/completed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data44.failed !== undefined && func0.call(data44, "failed")){
let data46 = data44.failed;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
(vErrors ??= []).push({instancePath:instancePath+"/items_progress/failed",schemaPath:"#/properties/items_progress/properties/failed/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 < 0 || isNaN(data46)){
(vErrors ??= []).push({instancePath:instancePath+"/items_progress/failed",schemaPath:"#/properties/items_progress/properties/failed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data44.total !== undefined && func0.call(data44, "total")){
let data47 = data44.total;
if(!(((typeof data47 == "number") && (!(data47 % 1) && !isNaN(data47))) && (isFinite(data47)))){
(vErrors ??= []).push({instancePath:instancePath+"/items_progress/total",schemaPath:"#/properties/items_progress/properties/total/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data47 == "number") && (isFinite(data47))){
if(data47 < 0 || isNaN(data47)){
(vErrors ??= []).push({instancePath:instancePath+"/items_progress/total",schemaPath:"#/properties/items_progress/properties/total/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/items_progress",schemaPath:"#/properties/items_progress/type",keyword:"type",params:{type: "object"}});
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


function validate69(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.task === undefined) || (!(func0.call(data, "task")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "task"}});
errors++;
}
if((data.at === undefined) || (!(func0.call(data, "at")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"}});
errors++;
}
if((data.code === undefined) || (!(func0.call(data, "code")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "code"}});
errors++;
}
if((data.message === undefined) || (!(func0.call(data, "message")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "message"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((((key0 === "task") || (key0 === "attempt")) || (key0 === "at")) || (key0 === "code")) || (key0 === "message"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.task !== undefined && func0.call(data, "task")){
if(typeof data.task !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/task",schemaPath:"#/properties/task/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.attempt !== undefined && func0.call(data, "attempt")){
let data1 = data.attempt;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/attempt",schemaPath:"#/properties/attempt/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/attempt",schemaPath:"#/properties/attempt/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.at !== undefined && func0.call(data, "at")){
let data2 = data.at;
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.code !== undefined && func0.call(data, "code")){
let data3 = data.code;
if(typeof data3 === "string"){
if(func79(data3) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/code",schemaPath:"#/properties/code/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.message !== undefined && func0.call(data, "message")){
if(typeof data.message !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate69.errors = vErrors;
return errors === 0;
}


function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="checkpoint.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.version === undefined) || (!(func0.call(data, "version")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}});
errors++;
}
if((data.run === undefined) || (!(func0.call(data, "run")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "run"}});
errors++;
}
if((data.uid === undefined) || (!(func0.call(data, "uid")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "uid"}});
errors++;
}
if((data.serial === undefined) || (!(func0.call(data, "serial")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "serial"}});
errors++;
}
if((data.pipeline === undefined) || (!(func0.call(data, "pipeline")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pipeline"}});
errors++;
}
if((data.status === undefined) || (!(func0.call(data, "status")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "status"}});
errors++;
}
if((data.generation === undefined) || (!(func0.call(data, "generation")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "generation"}});
errors++;
}
if((data.created_at === undefined) || (!(func0.call(data, "created_at")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "created_at"}});
errors++;
}
if((data.progress === undefined) || (!(func0.call(data, "progress")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "progress"}});
errors++;
}
if((data.cost === undefined) || (!(func0.call(data, "cost")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cost"}});
errors++;
}
if((data.executions === undefined) || (!(func0.call(data, "executions")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "executions"}});
errors++;
}
if((data.stages === undefined) || (!(func0.call(data, "stages")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "stages"}});
errors++;
}
if((data.digest === undefined) || (!(func0.call(data, "digest")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "digest"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names5, key0))){
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
if(data.run !== undefined && func0.call(data, "run")){
let data1 = data.run;
if(typeof data1 === "string"){
if(!pattern0.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/run",schemaPath:"#/properties/run/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,63})*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/run",schemaPath:"#/properties/run/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.uid !== undefined && func0.call(data, "uid")){
let data2 = data.uid;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/uid",schemaPath:"#/properties/uid/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9a-z]{20})?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/uid",schemaPath:"#/properties/uid/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.serial !== undefined && func0.call(data, "serial")){
let data3 = data.serial;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
(vErrors ??= []).push({instancePath:instancePath+"/serial",schemaPath:"#/properties/serial/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/serial",schemaPath:"#/properties/serial/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.pipeline !== undefined && func0.call(data, "pipeline")){
let data4 = data.pipeline;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if((data4.name === undefined) || (!(func0.call(data4, "name")))){
(vErrors ??= []).push({instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/required",keyword:"required",params:{missingProperty: "name"}});
errors++;
}
if((data4.digest === undefined) || (!(func0.call(data4, "digest")))){
(vErrors ??= []).push({instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/required",keyword:"required",params:{missingProperty: "digest"}});
errors++;
}
for(const key1 of Object.keys(data4)){
if(!((key1 === "name") || (key1 === "digest"))){
(vErrors ??= []).push({instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}});
errors++;
}
}
if(data4.name !== undefined && func0.call(data4, "name")){
if(typeof data4.name !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/pipeline/name",schemaPath:"#/properties/pipeline/properties/name/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data4.digest !== undefined && func0.call(data4, "digest")){
let data6 = data4.digest;
if(typeof data6 === "string"){
if(!pattern2.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/pipeline/digest",schemaPath:"#/properties/pipeline/properties/digest/pattern",keyword:"pattern",params:{pattern: "^(?:sha256:[0-9a-f]{64})?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pipeline/digest",schemaPath:"#/properties/pipeline/properties/digest/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.status !== undefined && func0.call(data, "status")){
let data7 = data.status;
if(typeof data7 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((((((((((data7 === "invalid") || (data7 === "pending")) || (data7 === "running")) || (data7 === "awaiting_approval")) || (data7 === "paused")) || (data7 === "budget_exceeded")) || (data7 === "completed")) || (data7 === "failed")) || (data7 === "rejected")) || (data7 === "cancelled"))){
(vErrors ??= []).push({instancePath:instancePath+"/status",schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues: ["invalid","pending","running","awaiting_approval","paused","budget_exceeded","completed","failed","rejected","cancelled"]}});
errors++;
}
}
if(data.cancelling !== undefined && func0.call(data, "cancelling")){
if(true !== data.cancelling){
(vErrors ??= []).push({instancePath:instancePath+"/cancelling",schemaPath:"#/properties/cancelling/const",keyword:"const",params:{allowedValue: true}});
errors++;
}
}
if(data.pause !== undefined && func0.call(data, "pause")){
let data9 = data.pause;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if((data9.reason === undefined) || (!(func0.call(data9, "reason")))){
(vErrors ??= []).push({instancePath:instancePath+"/pause",schemaPath:"#/properties/pause/required",keyword:"required",params:{missingProperty: "reason"}});
errors++;
}
if((data9.message === undefined) || (!(func0.call(data9, "message")))){
(vErrors ??= []).push({instancePath:instancePath+"/pause",schemaPath:"#/properties/pause/required",keyword:"required",params:{missingProperty: "message"}});
errors++;
}
for(const key2 of Object.keys(data9)){
if(!((((((((key2 === "reason") || (key2 === "message")) || (key2 === "needs_usd_micros")) || (key2 === "scope")) || (key2 === "at")) || (key2 === "stage")) || (key2 === "call")) || (key2 === "limit_usd_micros"))){
(vErrors ??= []).push({instancePath:instancePath+"/pause",schemaPath:"#/properties/pause/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}});
errors++;
}
}
if(data9.reason !== undefined && func0.call(data9, "reason")){
let data10 = data9.reason;
if(typeof data10 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/pause/reason",schemaPath:"#/properties/pause/properties/reason/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data10 === "manifest") || (data10 === "budget"))){
(vErrors ??= []).push({instancePath:instancePath+"/pause/reason",schemaPath:"#/properties/pause/properties/reason/enum",keyword:"enum",params:{allowedValues: ["manifest","budget"]}});
errors++;
}
}
if(data9.message !== undefined && func0.call(data9, "message")){
if(typeof data9.message !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/pause/message",schemaPath:"#/properties/pause/properties/message/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data9.needs_usd_micros !== undefined && func0.call(data9, "needs_usd_micros")){
let data12 = data9.needs_usd_micros;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
(vErrors ??= []).push({instancePath:instancePath+"/pause/needs_usd_micros",schemaPath:"#/properties/pause/properties/needs_usd_micros/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
(vErrors ??= []).push({instancePath:instancePath+"/pause/needs_usd_micros",schemaPath:"#/properties/pause/properties/needs_usd_micros/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data9.scope !== undefined && func0.call(data9, "scope")){
let data13 = data9.scope;
if(typeof data13 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/pause/scope",schemaPath:"#/properties/pause/properties/scope/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((((data13 === "attempt") || (data13 === "stage")) || (data13 === "run")) || (data13 === "day")) || (data13 === "unknown"))){
(vErrors ??= []).push({instancePath:instancePath+"/pause/scope",schemaPath:"#/properties/pause/properties/scope/enum",keyword:"enum",params:{allowedValues: ["attempt","stage","run","day","unknown"]}});
errors++;
}
}
if(data9.at !== undefined && func0.call(data9, "at")){
let data14 = data9.at;
if(typeof data14 === "string"){
if(!pattern3.test(data14)){
(vErrors ??= []).push({instancePath:instancePath+"/pause/at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pause/at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data9.stage !== undefined && func0.call(data9, "stage")){
let data15 = data9.stage;
if(typeof data15 === "string"){
if(func79(data15) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/pause/stage",schemaPath:"#/properties/pause/properties/stage/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pause/stage",schemaPath:"#/properties/pause/properties/stage/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data9.call !== undefined && func0.call(data9, "call")){
let data16 = data9.call;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if((data16.task === undefined) || (!(func0.call(data16, "task")))){
(vErrors ??= []).push({instancePath:instancePath+"/pause/call",schemaPath:"#/properties/pause/properties/call/required",keyword:"required",params:{missingProperty: "task"}});
errors++;
}
if((data16.model === undefined) || (!(func0.call(data16, "model")))){
(vErrors ??= []).push({instancePath:instancePath+"/pause/call",schemaPath:"#/properties/pause/properties/call/required",keyword:"required",params:{missingProperty: "model"}});
errors++;
}
for(const key3 of Object.keys(data16)){
if(!((key3 === "task") || (key3 === "model"))){
(vErrors ??= []).push({instancePath:instancePath+"/pause/call",schemaPath:"#/properties/pause/properties/call/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}});
errors++;
}
}
if(data16.task !== undefined && func0.call(data16, "task")){
let data17 = data16.task;
if(typeof data17 === "string"){
if(func79(data17) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/pause/call/task",schemaPath:"#/properties/pause/properties/call/properties/task/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pause/call/task",schemaPath:"#/properties/pause/properties/call/properties/task/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data16.model !== undefined && func0.call(data16, "model")){
if(typeof data16.model !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/pause/call/model",schemaPath:"#/properties/pause/properties/call/properties/model/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pause/call",schemaPath:"#/properties/pause/properties/call/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data9.limit_usd_micros !== undefined && func0.call(data9, "limit_usd_micros")){
let data19 = data9.limit_usd_micros;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
(vErrors ??= []).push({instancePath:instancePath+"/pause/limit_usd_micros",schemaPath:"#/properties/pause/properties/limit_usd_micros/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
(vErrors ??= []).push({instancePath:instancePath+"/pause/limit_usd_micros",schemaPath:"#/properties/pause/properties/limit_usd_micros/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pause",schemaPath:"#/properties/pause/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.generation !== undefined && func0.call(data, "generation")){
let data20 = data.generation;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
(vErrors ??= []).push({instancePath:instancePath+"/generation",schemaPath:"#/properties/generation/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 0 || isNaN(data20)){
(vErrors ??= []).push({instancePath:instancePath+"/generation",schemaPath:"#/properties/generation/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.auto_approve !== undefined && func0.call(data, "auto_approve")){
let data21 = data.auto_approve;
if(Array.isArray(data21)){
const len0 = data21.length;
for(let i0=0; i0<len0; i0++){
if(typeof data21[i0] !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve/" + i0,schemaPath:"#/properties/auto_approve/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve",schemaPath:"#/properties/auto_approve/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.created_at !== undefined && func0.call(data, "created_at")){
let data23 = data.created_at;
if(typeof data23 === "string"){
if(!pattern3.test(data23)){
(vErrors ??= []).push({instancePath:instancePath+"/created_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/created_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.ended_at !== undefined && func0.call(data, "ended_at")){
let data24 = data.ended_at;
if(typeof data24 === "string"){
if(!pattern3.test(data24)){
(vErrors ??= []).push({instancePath:instancePath+"/ended_at",schemaPath:"#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/ended_at",schemaPath:"#/$defs/time/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.outputs !== undefined && func0.call(data, "outputs")){
let data25 = data.outputs;
if(!(data25 && typeof data25 == "object" && !Array.isArray(data25))){
(vErrors ??= []).push({instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.progress !== undefined && func0.call(data, "progress")){
let data26 = data.progress;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
if((data26.completed === undefined) || (!(func0.call(data26, "completed")))){
(vErrors ??= []).push({instancePath:instancePath+"/progress",schemaPath:"#/properties/progress/required",keyword:"required",params:{missingProperty: "completed"}});
errors++;
}
if((data26.total === undefined) || (!(func0.call(data26, "total")))){
(vErrors ??= []).push({instancePath:instancePath+"/progress",schemaPath:"#/properties/progress/required",keyword:"required",params:{missingProperty: "total"}});
errors++;
}
if((data26.percent === undefined) || (!(func0.call(data26, "percent")))){
(vErrors ??= []).push({instancePath:instancePath+"/progress",schemaPath:"#/properties/progress/required",keyword:"required",params:{missingProperty: "percent"}});
errors++;
}
for(const key4 of Object.keys(data26)){
if(!(((key4 === "completed") || (key4 === "total")) || (key4 === "percent"))){
(vErrors ??= []).push({instancePath:instancePath+"/progress",schemaPath:"#/properties/progress/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}});
errors++;
}
}
if(data26.completed !== undefined && func0.call(data26, "completed")){
let data27 = data26.completed;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
(vErrors ??= []).push({instancePath:instancePath+"/progress/completed",schemaPath:"#/properties/progress/properties/completed/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 < 0 || isNaN(data27)){
(vErrors ??= []).push({instancePath:instancePath+"/progress/completed",schemaPath:"#/properties/progress/properties/completed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data26.total !== undefined && func0.call(data26, "total")){
let data28 = data26.total;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
(vErrors ??= []).push({instancePath:instancePath+"/progress/total",schemaPath:"#/properties/progress/properties/total/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 < 0 || isNaN(data28)){
(vErrors ??= []).push({instancePath:instancePath+"/progress/total",schemaPath:"#/properties/progress/properties/total/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data26.percent !== undefined && func0.call(data26, "percent")){
let data29 = data26.percent;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
(vErrors ??= []).push({instancePath:instancePath+"/progress/percent",schemaPath:"#/properties/progress/properties/percent/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 100 || isNaN(data29)){
(vErrors ??= []).push({instancePath:instancePath+"/progress/percent",schemaPath:"#/properties/progress/properties/percent/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100}});
errors++;
}
if(data29 < 0 || isNaN(data29)){
(vErrors ??= []).push({instancePath:instancePath+"/progress/percent",schemaPath:"#/properties/progress/properties/percent/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/progress",schemaPath:"#/properties/progress/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.cost !== undefined && func0.call(data, "cost")){
let data30 = data.cost;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
if((data30.usd_micros === undefined) || (!(func0.call(data30, "usd_micros")))){
(vErrors ??= []).push({instancePath:instancePath+"/cost",schemaPath:"#/properties/cost/required",keyword:"required",params:{missingProperty: "usd_micros"}});
errors++;
}
if((data30.at_most_usd_micros === undefined) || (!(func0.call(data30, "at_most_usd_micros")))){
(vErrors ??= []).push({instancePath:instancePath+"/cost",schemaPath:"#/properties/cost/required",keyword:"required",params:{missingProperty: "at_most_usd_micros"}});
errors++;
}
if((data30.tokens === undefined) || (!(func0.call(data30, "tokens")))){
(vErrors ??= []).push({instancePath:instancePath+"/cost",schemaPath:"#/properties/cost/required",keyword:"required",params:{missingProperty: "tokens"}});
errors++;
}
for(const key5 of Object.keys(data30)){
if(!((((key5 === "usd_micros") || (key5 === "at_most_usd_micros")) || (key5 === "unknown")) || (key5 === "tokens"))){
(vErrors ??= []).push({instancePath:instancePath+"/cost",schemaPath:"#/properties/cost/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}});
errors++;
}
}
if(data30.usd_micros !== undefined && func0.call(data30, "usd_micros")){
let data31 = data30.usd_micros;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
(vErrors ??= []).push({instancePath:instancePath+"/cost/usd_micros",schemaPath:"#/properties/cost/properties/usd_micros/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 0 || isNaN(data31)){
(vErrors ??= []).push({instancePath:instancePath+"/cost/usd_micros",schemaPath:"#/properties/cost/properties/usd_micros/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data30.at_most_usd_micros !== undefined && func0.call(data30, "at_most_usd_micros")){
let data32 = data30.at_most_usd_micros;
if(!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))){
(vErrors ??= []).push({instancePath:instancePath+"/cost/at_most_usd_micros",schemaPath:"#/properties/cost/properties/at_most_usd_micros/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 < 0 || isNaN(data32)){
(vErrors ??= []).push({instancePath:instancePath+"/cost/at_most_usd_micros",schemaPath:"#/properties/cost/properties/at_most_usd_micros/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data30.unknown !== undefined && func0.call(data30, "unknown")){
let data33 = data30.unknown;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
(vErrors ??= []).push({instancePath:instancePath+"/cost/unknown",schemaPath:"#/properties/cost/properties/unknown/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 < 1 || isNaN(data33)){
(vErrors ??= []).push({instancePath:instancePath+"/cost/unknown",schemaPath:"#/properties/cost/properties/unknown/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data30.tokens !== undefined && func0.call(data30, "tokens")){
let data34 = data30.tokens;
if(!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))){
(vErrors ??= []).push({instancePath:instancePath+"/cost/tokens",schemaPath:"#/properties/cost/properties/tokens/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 < 0 || isNaN(data34)){
(vErrors ??= []).push({instancePath:instancePath+"/cost/tokens",schemaPath:"#/properties/cost/properties/tokens/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/cost",schemaPath:"#/properties/cost/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.inputs !== undefined && func0.call(data, "inputs")){
let data35 = data.inputs;
if(!(data35 && typeof data35 == "object" && !Array.isArray(data35))){
(vErrors ??= []).push({instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.executions !== undefined && func0.call(data, "executions")){
let data36 = data.executions;
if(Array.isArray(data36)){
const len1 = data36.length;
for(let i1=0; i1<len1; i1++){
if(!(validate14(data36[i1], {instancePath:instancePath+"/executions/" + i1,parentData:data36,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/executions",schemaPath:"#/properties/executions/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.stages !== undefined && func0.call(data, "stages")){
let data38 = data.stages;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key6 of Object.keys(data38)){
const _errs85 = errors;
if(typeof key6 === "string"){
if(!pattern8.test(key6)){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]{0,63}$"},propertyName:key6});
errors++;
}
}
var valid13 = _errs85 === errors;
if(!valid13){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/propertyNames",keyword:"propertyNames",params:{propertyName: key6}});
errors++;
}
}
for(const key7 of Object.keys(data38)){
if(!(validate16(data38[key7], {instancePath:instancePath+"/stages/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data38,parentDataProperty:key7,rootData}))){
vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
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
let data40 = data.finally;
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
for(const key8 of Object.keys(data40)){
const _errs90 = errors;
if(typeof key8 === "string"){
if(!pattern8.test(key8)){
(vErrors ??= []).push({instancePath:instancePath+"/finally",schemaPath:"#/properties/finally/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]{0,63}$"},propertyName:key8});
errors++;
}
}
var valid15 = _errs90 === errors;
if(!valid15){
(vErrors ??= []).push({instancePath:instancePath+"/finally",schemaPath:"#/properties/finally/propertyNames",keyword:"propertyNames",params:{propertyName: key8}});
errors++;
}
}
for(const key9 of Object.keys(data40)){
if(!(validate16(data40[key9], {instancePath:instancePath+"/finally/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data40,parentDataProperty:key9,rootData}))){
vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/finally",schemaPath:"#/properties/finally/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.finally_ended !== undefined && func0.call(data, "finally_ended")){
if(typeof data.finally_ended !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/finally_ended",schemaPath:"#/properties/finally_ended/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.errors !== undefined && func0.call(data, "errors")){
let data43 = data.errors;
if(Array.isArray(data43)){
const len2 = data43.length;
for(let i2=0; i2<len2; i2++){
if(!(validate69(data43[i2], {instancePath:instancePath+"/errors/" + i2,parentData:data43,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/errors",schemaPath:"#/properties/errors/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.diagnostics !== undefined && func0.call(data, "diagnostics")){
let data45 = data.diagnostics;
if(Array.isArray(data45)){
const len3 = data45.length;
for(let i3=0; i3<len3; i3++){
if(!(validate32(data45[i3], {instancePath:instancePath+"/diagnostics/" + i3,parentData:data45,parentDataProperty:i3,rootData}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/diagnostics",schemaPath:"#/properties/diagnostics/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.digest !== undefined && func0.call(data, "digest")){
let data47 = data.digest;
if(typeof data47 === "string"){
if(!pattern11.test(data47)){
(vErrors ??= []).push({instancePath:instancePath+"/digest",schemaPath:"#/$defs/sha256/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/digest",schemaPath:"#/$defs/sha256/type",keyword:"type",params:{type: "string"}});
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
const names0 = {"iteration":1,"generation":1,"question":1,"how":1,"accepts":1,"quorum":1,"read":1,"draft":1,"asked_at":1,"subject":1,"decision":1,"at":1,"by":1,"feedback":1,"items":1,"edited":1,"waived":1,"remark":1,"reminders":1,"author":1,"standing":1,"given":1,"consumed":1,"fingerprint":1};
const names1 = {"n":1,"capability":1,"provider":1,"type":1,"model":1,"at":1,"duration_ms":1,"usd_micros":1,"source":1,"usage":1,"prices":1,"error":1,"at_most_usd_micros":1,"reserved_usd_micros":1};
const names2 = {"n":1,"generation":1,"started_at":1,"ended_at":1,"duration_ms":1,"outcome":1,"error":1,"reason":1,"retry_at":1,"cost":1,"calls":1,"external_id":1,"effect_key":1,"log":1};
const names3 = {"status":1,"round":1,"started_at":1,"ended_at":1,"duration_ms":1,"prepared":1,"retry_at":1,"progress":1,"result":1,"error":1,"cost":1,"approval":1,"earlier_approvals":1,"rejected":1,"attempts":1,"earlier":1,"inputs":1,"context":1,"context_files":1,"stages":1,"earlier_stages":1};
const names4 = {"status":1,"round":1,"started_at":1,"ended_at":1,"duration_ms":1,"prepared":1,"retry_at":1,"progress":1,"result":1,"error":1,"cost":1,"approval":1,"earlier_approvals":1,"rejected":1,"attempts":1,"earlier":1,"inputs":1,"context":1,"context_files":1,"stages":1,"earlier_stages":1,"expanded_at":1,"skipped":1,"on_error":1,"blocked_by":1,"items":1,"items_order":1,"earlier_items":1,"items_progress":1};
const names5 = {"version":1,"run":1,"uid":1,"serial":1,"pipeline":1,"status":1,"cancelling":1,"pause":1,"generation":1,"auto_approve":1,"created_at":1,"ended_at":1,"outputs":1,"progress":1,"cost":1,"inputs":1,"executions":1,"stages":1,"finally":1,"finally_ended":1,"errors":1,"diagnostics":1,"digest":1};
