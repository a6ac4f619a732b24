// One picture of what the visitor chooses to show: a screen, a window or this page, as it is on the screen.
import { tell_host } from '../host';

const curtain_ms = 300; // until the panel is out of the picture

export const can_capture = () => Boolean(navigator.mediaDevices && 'getDisplayMedia' in navigator.mediaDevices);

export async function capture(): Promise<File> {
  const stream = await navigator.mediaDevices.getDisplayMedia({ video: true });
  try {
    const video = document.createElement('video');
    video.srcObject = stream;
    video.muted = true;
    await video.play();
    tell_host({ type: 'veil', on: true });
    await new Promise((resolve) => setTimeout(resolve, curtain_ms));
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d')!.drawImage(video, 0, 0);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('no picture');
    return new File([blob], 'screen.png', { type: 'image/png' });
  } finally {
    tell_host({ type: 'veil', on: false });
    for (const track of stream.getTracks()) track.stop();
  }
}
