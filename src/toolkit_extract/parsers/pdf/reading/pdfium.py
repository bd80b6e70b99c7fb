"""Which functions of PDFium are called, and with what types?

The library's own Python declarations convert every pointer on every call. A page takes some ten thousand calls, so
handles are plain integers here and results go straight into arrays; this halves the time of a page.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import CFUNCTYPE, addressof, c_double, c_float, c_int, c_uint, c_ulong, c_ushort, c_void_p, cast
from typing import Any

import pypdfium2  # noqa: F401  (importing it starts the library)
import pypdfium2.raw as pdfium_c

Handle = int
_INT = c_int
_PTR = c_void_p


def _typed(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = cast(function, c_void_p).value
    return CFUNCTYPE(result, *arguments)(address or 0)


load_document = _typed(pdfium_c.FPDF_LoadMemDocument64, _PTR, _PTR, c_ulong, _PTR)
close_document = _typed(pdfium_c.FPDF_CloseDocument, None, _PTR)
last_error = _typed(pdfium_c.FPDF_GetLastError, c_ulong)
page_count = _typed(pdfium_c.FPDF_GetPageCount, _INT, _PTR)
form_type = _typed(pdfium_c.FPDF_GetFormType, _INT, _PTR)
meta_text = _typed(pdfium_c.FPDF_GetMetaText, c_ulong, _PTR, _PTR, _PTR, c_ulong)

load_page = _typed(pdfium_c.FPDF_LoadPage, _PTR, _PTR, _INT)
close_page = _typed(pdfium_c.FPDF_ClosePage, None, _PTR)
page_bounds = _typed(pdfium_c.FPDF_GetPageBoundingBox, _INT, _PTR, _PTR)
page_rotation = _typed(pdfium_c.FPDFPage_GetRotation, _INT, _PTR)

load_text = _typed(pdfium_c.FPDFText_LoadPage, _PTR, _PTR)
close_text = _typed(pdfium_c.FPDFText_ClosePage, None, _PTR)
count_chars = _typed(pdfium_c.FPDFText_CountChars, _INT, _PTR)
get_text = _typed(pdfium_c.FPDFText_GetText, _INT, _PTR, _INT, _INT, _PTR)
char_unicode = _typed(pdfium_c.FPDFText_GetUnicode, c_uint, _PTR, _INT)
char_loose_box = _typed(pdfium_c.FPDFText_GetLooseCharBox, _INT, _PTR, _INT, _PTR)
char_box = _typed(pdfium_c.FPDFText_GetCharBox, _INT, _PTR, _INT, _PTR, _PTR, _PTR, _PTR)
char_object = _typed(pdfium_c.FPDFText_GetTextObject, _PTR, _PTR, _INT)
char_font_size = _typed(pdfium_c.FPDFText_GetFontSize, c_double, _PTR, _INT)
char_matrix = _typed(pdfium_c.FPDFText_GetMatrix, _INT, _PTR, _INT, _PTR)
text_render_mode = _typed(pdfium_c.FPDFTextObj_GetTextRenderMode, _INT, _PTR)
text_font = _typed(pdfium_c.FPDFTextObj_GetFont, _PTR, _PTR)
font_name = _typed(pdfium_c.FPDFFont_GetBaseFontName, c_ulong, _PTR, _PTR, c_ulong)
font_flags = _typed(pdfium_c.FPDFFont_GetFlags, _INT, _PTR)

count_objects = _typed(pdfium_c.FPDFPage_CountObjects, _INT, _PTR)
page_object = _typed(pdfium_c.FPDFPage_GetObject, _PTR, _PTR, _INT)
form_count_objects = _typed(pdfium_c.FPDFFormObj_CountObjects, _INT, _PTR)
form_object = _typed(pdfium_c.FPDFFormObj_GetObject, _PTR, _PTR, c_ulong)
object_type = _typed(pdfium_c.FPDFPageObj_GetType, _INT, _PTR)
object_bounds = _typed(pdfium_c.FPDFPageObj_GetBounds, _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
object_matrix = _typed(pdfium_c.FPDFPageObj_GetMatrix, _INT, _PTR, _PTR)
object_fill = _typed(pdfium_c.FPDFPageObj_GetFillColor, _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
object_stroke = _typed(pdfium_c.FPDFPageObj_GetStrokeColor, _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
object_stroke_width = _typed(pdfium_c.FPDFPageObj_GetStrokeWidth, _INT, _PTR, _PTR)
object_clip = _typed(pdfium_c.FPDFPageObj_GetClipPath, _PTR, _PTR)
clip_count_paths = _typed(pdfium_c.FPDFClipPath_CountPaths, _INT, _PTR)
clip_count_segments = _typed(pdfium_c.FPDFClipPath_CountPathSegments, _INT, _PTR, _INT)
clip_segment = _typed(pdfium_c.FPDFClipPath_GetPathSegment, _PTR, _PTR, _INT, _INT)
path_draw_mode = _typed(pdfium_c.FPDFPath_GetDrawMode, _INT, _PTR, _PTR, _PTR)
path_count_segments = _typed(pdfium_c.FPDFPath_CountSegments, _INT, _PTR)
path_segment = _typed(pdfium_c.FPDFPath_GetPathSegment, _PTR, _PTR, _INT)
segment_point = _typed(pdfium_c.FPDFPathSegment_GetPoint, _INT, _PTR, _PTR, _PTR)
segment_type = _typed(pdfium_c.FPDFPathSegment_GetType, _INT, _PTR)
segment_close = _typed(pdfium_c.FPDFPathSegment_GetClose, _INT, _PTR)

annotation_count = _typed(pdfium_c.FPDFPage_GetAnnotCount, _INT, _PTR)
get_annotation = _typed(pdfium_c.FPDFPage_GetAnnot, _PTR, _PTR, _INT)
close_annotation = _typed(pdfium_c.FPDFPage_CloseAnnot, None, _PTR)
annotation_subtype = _typed(pdfium_c.FPDFAnnot_GetSubtype, _INT, _PTR)
annotation_flags = _typed(pdfium_c.FPDFAnnot_GetFlags, _INT, _PTR)
annotation_rect = _typed(pdfium_c.FPDFAnnot_GetRect, _INT, _PTR, _PTR)
annotation_has_key = _typed(pdfium_c.FPDFAnnot_HasKey, _INT, _PTR, _PTR)
annotation_string = _typed(pdfium_c.FPDFAnnot_GetStringValue, c_ulong, _PTR, _PTR, _PTR, c_ulong)
annotation_line = _typed(pdfium_c.FPDFAnnot_GetLine, _INT, _PTR, _PTR, _PTR)
annotation_ink_count = _typed(pdfium_c.FPDFAnnot_GetInkListCount, c_ulong, _PTR)
annotation_ink_path = _typed(pdfium_c.FPDFAnnot_GetInkListPath, c_ulong, _PTR, c_ulong, _PTR, c_ulong)
annotation_vertices = _typed(pdfium_c.FPDFAnnot_GetVertices, c_ulong, _PTR, _PTR, c_ulong)
annotation_quad_count = _typed(pdfium_c.FPDFAnnot_CountAttachmentPoints, c_ulong, _PTR)
annotation_quad = _typed(pdfium_c.FPDFAnnot_GetAttachmentPoints, _INT, _PTR, c_ulong, _PTR)

FormFillInfo: Any = pdfium_c.FPDF_FORMFILLINFO

init_forms = _typed(pdfium_c.FPDFDOC_InitFormFillEnvironment, _PTR, _PTR, _PTR)
exit_forms = _typed(pdfium_c.FPDFDOC_ExitFormFillEnvironment, None, _PTR)
field_type = _typed(pdfium_c.FPDFAnnot_GetFormFieldType, _INT, _PTR, _PTR)
field_flags = _typed(pdfium_c.FPDFAnnot_GetFormFieldFlags, _INT, _PTR, _PTR)
field_name = _typed(pdfium_c.FPDFAnnot_GetFormFieldName, c_ulong, _PTR, _PTR, _PTR, c_ulong)
field_value = _typed(pdfium_c.FPDFAnnot_GetFormFieldValue, c_ulong, _PTR, _PTR, _PTR, c_ulong)
option_count = _typed(pdfium_c.FPDFAnnot_GetOptionCount, _INT, _PTR, _PTR)
option_label = _typed(pdfium_c.FPDFAnnot_GetOptionLabel, c_ulong, _PTR, _PTR, _INT, _PTR, c_ulong)
option_selected = _typed(pdfium_c.FPDFAnnot_IsOptionSelected, _INT, _PTR, _PTR, _INT)

bitmap_create = _typed(pdfium_c.FPDFBitmap_CreateEx, _PTR, _INT, _INT, _INT, _PTR, _INT)
bitmap_fill = _typed(pdfium_c.FPDFBitmap_FillRect, _INT, _PTR, _INT, _INT, _INT, _INT, c_ulong)
bitmap_destroy = _typed(pdfium_c.FPDFBitmap_Destroy, None, _PTR)
render_page = _typed(pdfium_c.FPDF_RenderPageBitmap, None, _PTR, _PTR, *[_INT] * 6)


class Numbers:
    """A fixed array that the library writes numbers into; `at` gives the address of one of them."""

    def __init__(self, kind: type[c_float] | type[c_double] | type[c_int] | type[c_uint], count: int) -> None:
        self._array = (kind * count)()
        self.address = addressof(self._array)
        self._step = 4 if kind is not c_double else 8

    def at(self, index: int) -> int:
        """Address of one number."""
        return self.address + index * self._step

    def __getitem__(self, index: int) -> Any:
        return self._array[index]

    def __iter__(self) -> Any:
        return iter(self._array)

    @property
    def buffer(self) -> Any:
        """The array itself, to be unpacked."""
        return self._array


def read_utf16(getter: Callable[..., Any], *arguments: Any, limit: int) -> str:
    """A string that the library hands out as UTF-16 with a closing zero; cut at `limit` bytes."""
    length = min(int(getter(*arguments, None, 0)), limit)
    if length <= 2:
        return ""
    buffer = (c_ushort * (length // 2 + 1))()
    if getter(*arguments, addressof(buffer), length) > limit:
        return ""
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace").rstrip("\x00")
