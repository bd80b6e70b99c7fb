"""How do drawn shapes, text boxes and pictures stand in a document?

Word writes shapes twice: as DrawingML for itself and as VML for older readers, in `mc:AlternateContent`.
"""

import io

from evaluation.word import xml

_POINT = 12700
"""EMU in a point."""


def alternate(choice: str, fallback: str, requires: str = "wps") -> str:
    """Content with a fallback for readers that do not know `requires`."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def text_box(blocks: str, identity: int, *, width: int = 150, height: int = 90) -> str:
    """A run with a text box around blocks, in line with the text; measures in points."""
    size = f'cx="{width * _POINT}" cy="{height * _POINT}"'
    drawing = (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{identity}" name="Text Box {identity}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{blocks}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"><a:spAutoFit/></wps:bodyPr></wps:wsp></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )
    picture = (
        f'<w:pict><v:shape id="_x0000_s{identity}" style="width:{width}pt;height:{height}pt" stroked="f">'
        f'<v:textbox style="mso-fit-shape-to-text:t" inset="0,0,0,0"><w:txbxContent>{blocks}</w:txbxContent>'
        "</v:textbox></v:shape></w:pict>"
    )
    return xml.raw_run(alternate(drawing, picture))


def ellipse(identity: int, *, width: int, height: int, left: int) -> str:
    """A run with an ellipse drawn over the line it is anchored in: `left` points from the column's edge."""
    size = f'cx="{width * _POINT}" cy="{height * _POINT}"'
    drawing = (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" '
        'relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{left * _POINT}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{-2 * _POINT}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:wrapNone/><wp:docPr id="{identity}" name="Oval {identity}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="ellipse">'
        '<a:avLst/></a:prstGeom><a:noFill/><a:ln w="19050"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>'
        "</wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    picture = (
        f'<w:pict><v:oval id="_x0000_s{identity}" style="position:absolute;margin-left:{left}pt;margin-top:-2pt;'
        f"width:{width}pt;height:{height}pt;z-index:251659264;mso-position-horizontal-relative:text;"
        'mso-position-vertical-relative:text" filled="f" strokecolor="red" strokeweight="1.5pt"/></w:pict>'
    )
    return xml.raw_run(alternate(drawing, picture))


def picture(relation: str, identity: int, *, name: str, description: str = "", size: int = 12) -> str:
    """A run with a small picture in line with the text, `size` points wide and high."""
    extent = f'cx="{size * _POINT}" cy="{size * _POINT}"'
    described = f" descr={xml.attribute(description)}" if description else ""
    return xml.raw_run(
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{identity}" name={xml.attribute(name)}{described}/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{identity}" name={xml.attribute(name)}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def mark_image(kind: str, *, side: int = 48) -> bytes:
    """A PNG of a mark: `empty`, `ticked`, `crossed` (boxes) or `tick` (a tick without a box)."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (side, side), "white")
    pen = ImageDraw.Draw(image)
    unit = side / 12
    if kind != "tick":
        pen.rectangle(
            (unit, unit, side - 1 - unit, side - 1 - unit), outline="black", width=max(1, side // 16)
        )
    if kind in ("tick", "ticked"):
        points = [(2.5 * unit, 6.5 * unit), (5 * unit, 9.5 * unit), (10 * unit, 2.5 * unit)]
        pen.line(points, fill="black", width=max(2, side // 10), joint="curve")
    if kind == "crossed":
        for start, end in (((3, 3), (9, 9)), ((3, 9), (9, 3))):
            line = [(start[0] * unit, start[1] * unit), (end[0] * unit, end[1] * unit)]
            pen.line(line, fill="black", width=max(2, side // 12))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
