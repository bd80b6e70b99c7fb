"""Which functions of PDFium are called, and with what types?

The library's own Python declarations convert every pointer on every call. A page takes some ten thousand calls, so
handles are plain integers here and results go straight into arrays; this halves the time of a page.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import CFUNCTYPE, addressof, c_double, c_float, c_int, c_uint, c_ulong, c_ushort, c_void_p, cast
from typing import Any

import pypdfium2  # noqa: F401  (importing it starts the library)
import pypdfium2.raw as raw

Handle = int
_INT = c_int
_PTR = c_void_p


def _typed(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = cast(function, c_void_p).value
    return CFUNCTYPE(result, *arguments)(address)


load_document = _typed(raw.FPDF_LoadMemDocument64, _PTR, _PTR, c_ulong, _PTR)
close_document = _typed(raw.FPDF_CloseDocument, None, _PTR)
last_error = _typed(raw.FPDF_GetLastError, c_ulong)
page_count = _typed(raw.FPDF_GetPageCount, _INT, _PTR)
form_type = _typed(raw.FPDF_GetFormType, _INT, _PTR)
meta_text = _typed(raw.FPDF_GetMetaText, c_ulong, _PTR, _PTR, _PTR, c_ulong)

load_page = _typed(raw.FPDF_LoadPage, _PTR, _PTR, _INT)
close_page = _typed(raw.FPDF_ClosePage, None, _PTR)
page_bounds = _typed(raw.FPDF_GetPageBoundingBox, _INT, _PTR, _PTR)
page_rotation = _typed(raw.FPDFPage_GetRotation, _INT, _PTR)
page_width = _typed(raw.FPDF_GetPageWidthF, c_float, _PTR)
page_height = _typed(raw.FPDF_GetPageHeightF, c_float, _PTR)

load_text = _typed(raw.FPDFText_LoadPage, _PTR, _PTR)
close_text = _typed(raw.FPDFText_ClosePage, None, _PTR)
count_chars = _typed(raw.FPDFText_CountChars, _INT, _PTR)
get_text = _typed(raw.FPDFText_GetText, _INT, _PTR, _INT, _INT, _PTR)
char_unicode = _typed(raw.FPDFText_GetUnicode, c_uint, _PTR, _INT)
char_loose_box = _typed(raw.FPDFText_GetLooseCharBox, _INT, _PTR, _INT, _PTR)
char_box = _typed(raw.FPDFText_GetCharBox, _INT, _PTR, _INT, _PTR, _PTR, _PTR, _PTR)
char_angle = _typed(raw.FPDFText_GetCharAngle, c_float, _PTR, _INT)
char_object = _typed(raw.FPDFText_GetTextObject, _PTR, _PTR, _INT)
char_font_size = _typed(raw.FPDFText_GetFontSize, c_double, _PTR, _INT)
char_map_error = _typed(raw.FPDFText_HasUnicodeMapError, _INT, _PTR, _INT)
char_matrix = _typed(raw.FPDFText_GetMatrix, _INT, _PTR, _INT, _PTR)
text_render_mode = _typed(raw.FPDFTextObj_GetTextRenderMode, _INT, _PTR)
text_font = _typed(raw.FPDFTextObj_GetFont, _PTR, _PTR)
font_name = _typed(raw.FPDFFont_GetBaseFontName, c_ulong, _PTR, _PTR, c_ulong)
font_flags = _typed(raw.FPDFFont_GetFlags, _INT, _PTR)
font_weight = _typed(raw.FPDFFont_GetWeight, _INT, _PTR)

count_objects = _typed(raw.FPDFPage_CountObjects, _INT, _PTR)
page_object = _typed(raw.FPDFPage_GetObject, _PTR, _PTR, _INT)
form_count_objects = _typed(raw.FPDFFormObj_CountObjects, _INT, _PTR)
form_object = _typed(raw.FPDFFormObj_GetObject, _PTR, _PTR, c_ulong)
object_type = _typed(raw.FPDFPageObj_GetType, _INT, _PTR)
object_bounds = _typed(raw.FPDFPageObj_GetBounds, _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
object_matrix = _typed(raw.FPDFPageObj_GetMatrix, _INT, _PTR, _PTR)
object_fill = _typed(raw.FPDFPageObj_GetFillColor, _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
object_stroke = _typed(raw.FPDFPageObj_GetStrokeColor, _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
object_stroke_width = _typed(raw.FPDFPageObj_GetStrokeWidth, _INT, _PTR, _PTR)
object_clip = _typed(raw.FPDFPageObj_GetClipPath, _PTR, _PTR)
clip_count_paths = _typed(raw.FPDFClipPath_CountPaths, _INT, _PTR)
clip_count_segments = _typed(raw.FPDFClipPath_CountPathSegments, _INT, _PTR, _INT)
clip_segment = _typed(raw.FPDFClipPath_GetPathSegment, _PTR, _PTR, _INT, _INT)
path_draw_mode = _typed(raw.FPDFPath_GetDrawMode, _INT, _PTR, _PTR, _PTR)
path_count_segments = _typed(raw.FPDFPath_CountSegments, _INT, _PTR)
path_segment = _typed(raw.FPDFPath_GetPathSegment, _PTR, _PTR, _INT)
segment_point = _typed(raw.FPDFPathSegment_GetPoint, _INT, _PTR, _PTR, _PTR)
segment_type = _typed(raw.FPDFPathSegment_GetType, _INT, _PTR)
segment_close = _typed(raw.FPDFPathSegment_GetClose, _INT, _PTR)

annotation_count = _typed(raw.FPDFPage_GetAnnotCount, _INT, _PTR)
get_annotation = _typed(raw.FPDFPage_GetAnnot, _PTR, _PTR, _INT)
close_annotation = _typed(raw.FPDFPage_CloseAnnot, None, _PTR)
annotation_subtype = _typed(raw.FPDFAnnot_GetSubtype, _INT, _PTR)
annotation_flags = _typed(raw.FPDFAnnot_GetFlags, _INT, _PTR)
annotation_rect = _typed(raw.FPDFAnnot_GetRect, _INT, _PTR, _PTR)
annotation_has_key = _typed(raw.FPDFAnnot_HasKey, _INT, _PTR, _PTR)
annotation_string = _typed(raw.FPDFAnnot_GetStringValue, c_ulong, _PTR, _PTR, _PTR, c_ulong)
annotation_line = _typed(raw.FPDFAnnot_GetLine, _INT, _PTR, _PTR, _PTR)
annotation_ink_count = _typed(raw.FPDFAnnot_GetInkListCount, c_ulong, _PTR)
annotation_ink_path = _typed(raw.FPDFAnnot_GetInkListPath, c_ulong, _PTR, c_ulong, _PTR, c_ulong)
annotation_vertices = _typed(raw.FPDFAnnot_GetVertices, c_ulong, _PTR, _PTR, c_ulong)
annotation_quad_count = _typed(raw.FPDFAnnot_CountAttachmentPoints, c_ulong, _PTR)
annotation_quad = _typed(raw.FPDFAnnot_GetAttachmentPoints, _INT, _PTR, c_ulong, _PTR)

init_forms = _typed(raw.FPDFDOC_InitFormFillEnvironment, _PTR, _PTR, _PTR)
exit_forms = _typed(raw.FPDFDOC_ExitFormFillEnvironment, None, _PTR)
form_page_opened = _typed(raw.FORM_OnAfterLoadPage, None, _PTR, _PTR)
form_page_closing = _typed(raw.FORM_OnBeforeClosePage, None, _PTR, _PTR)
field_type = _typed(raw.FPDFAnnot_GetFormFieldType, _INT, _PTR, _PTR)
field_flags = _typed(raw.FPDFAnnot_GetFormFieldFlags, _INT, _PTR, _PTR)
field_name = _typed(raw.FPDFAnnot_GetFormFieldName, c_ulong, _PTR, _PTR, _PTR, c_ulong)
field_value = _typed(raw.FPDFAnnot_GetFormFieldValue, c_ulong, _PTR, _PTR, _PTR, c_ulong)
field_export = _typed(raw.FPDFAnnot_GetFormFieldExportValue, c_ulong, _PTR, _PTR, _PTR, c_ulong)
field_checked = _typed(raw.FPDFAnnot_IsChecked, _INT, _PTR, _PTR)
option_count = _typed(raw.FPDFAnnot_GetOptionCount, _INT, _PTR, _PTR)
option_label = _typed(raw.FPDFAnnot_GetOptionLabel, c_ulong, _PTR, _PTR, _INT, _PTR, c_ulong)
option_selected = _typed(raw.FPDFAnnot_IsOptionSelected, _INT, _PTR, _PTR, _INT)

bitmap_create = _typed(raw.FPDFBitmap_CreateEx, _PTR, _INT, _INT, _INT, _PTR, _INT)
bitmap_fill = _typed(raw.FPDFBitmap_FillRect, _INT, _PTR, _INT, _INT, _INT, _INT, c_ulong)
bitmap_destroy = _typed(raw.FPDFBitmap_Destroy, None, _PTR)
render_page = _typed(raw.FPDF_RenderPageBitmap, None, _PTR, _PTR, *[_INT] * 6)


class Numbers:
    """A fixed array that the library writes numbers into; `at` gives the address of one of them."""

    def __init__(self, kind: type[c_float] | type[c_double] | type[c_int] | type[c_uint], count: int) -> None:
        self._array = (kind * count)()
        self.address = addressof(self._array)
        self._step = 4 if kind is not c_double else 8

    def at(self, index: int) -> int:
        return self.address + index * self._step

    def __getitem__(self, index: int) -> Any:
        return self._array[index]

    def __iter__(self) -> Any:
        return iter(self._array)

    @property
    def buffer(self) -> Any:
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
