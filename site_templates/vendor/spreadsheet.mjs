// write-excel-file, in the form that needs no worker and so works from a folder as well.

export { default as writeSpreadsheet } from "write-excel-file/universal";
